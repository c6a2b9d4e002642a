#include "code/imports.hpp"

#include <algorithm>

#include "code/language.hpp"
#include "code/languages/imports.hpp"
#include "code/strings.hpp"

namespace mendel::code {

namespace {

bool is_top(std::string_view type) {
    return type == "module" || type == "program" || type == "translation_unit" ||
           type == "source_file" || type == "ERROR" || type == "lexical_declaration" ||
           type == "variable_declaration" || type == "variable_declarator" ||
           type == "expression_statement" || type == "member_expression" ||
           type == "call_expression" || type == "import_declaration" ||
           type == "import_spec_list" || type == "import_statement" || type == "arguments";
}

}  // namespace

const std::string& bound_name(const ImportedName& name) {
    return name.alias.empty() ? name.name : name.alias;
}

bool Import::binds(const std::string& name) const {
    if (std::any_of(names.begin(), names.end(),
                    [&](const ImportedName& known) { return bound_name(known) == name; }))
        return true;
    if (!alias.empty())
        return alias == name;
    return names.empty() && form == ImportForm::module &&
           (module == name || module.substr(0, module.find('.')) == name);
}

std::string string_value(const Node& node) {
    const auto text = node.text();
    if (text.size() < 2)
        return {};
    const bool quoted =
        text.front() == '"' || text.front() == '\'' || text.front() == '`' || text.front() == '<';
    return quoted ? std::string(text.substr(1, text.size() - 2)) : std::string();
}

Range range_of(const Node& node) {
    return {.begin = node.begin().offset, .end = node.end().offset};
}

Import import_at(ImportForm form, const Node& statement) {
    Import import;
    import.form = form;
    import.statement = range_of(statement);
    import.line = statement.begin().line;
    import.last_line = statement.end().line;
    if (statement.end().column == 1 && import.last_line > import.line)
        --import.last_line;
    for (auto parent = statement.parent(); parent; parent = parent.parent())
        import.top_level = import.top_level && is_top(parent.type());
    return import;
}

std::vector<Import> imports_of(const Tree& tree) {
    if (tree.language() == Language::python)
        return python_imports(tree);
    if (is_script(tree.language()))
        return script_imports(tree);
    if (is_c_family(tree.language()))
        return c_imports(tree);
    if (tree.language() == Language::go)
        return go_imports(tree);
    return {};
}

}  // namespace mendel::code
