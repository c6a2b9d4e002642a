#include <algorithm>

#include "code/languages/imports.hpp"

namespace mendel::code {

namespace {

ImportedName name_of_element(const Node& element) {
    if (element.type() != "aliased_import")
        return {.name = std::string(element.text()),
                .range = range_of(element),
                .name_range = range_of(element)};
    return {.name = std::string(element.field("name").text()),
            .alias = std::string(element.field("alias").text()),
            .range = range_of(element),
            .name_range = range_of(element.field("name"))};
}

bool is_name(const Node& node) {
    return node.type() == "dotted_name" || node.type() == "aliased_import";
}

void add_modules(const Node& statement, std::vector<Import>& imports) {
    for (const auto& element : statement.named_children()) {
        if (!is_name(element))
            continue;
        const auto name = name_of_element(element);
        auto import = import_at(ImportForm::module, statement);
        import.module = name.name;
        import.alias = name.alias;
        import.element = name.range;
        import.module_range = name.name_range;
        imports.push_back(std::move(import));
    }
}

void add_from(const Node& statement, std::vector<Import>& imports) {
    auto import = import_at(ImportForm::from, statement);
    auto module = statement.field("module_name");
    std::string_view written = module.text();
    if (statement.type() == "future_import_statement")
        written = "__future__";
    while (!written.empty() && (written[0] == '.' || written[0] == ' ')) {
        import.level += written[0] == '.' ? 1 : 0;
        written.remove_prefix(1);
    }
    import.module = std::string(written);
    import.module_range = import.element = range_of(module);
    for (const auto& element : statement.named_children()) {
        if (element.type() == "wildcard_import")
            import.names.push_back(
                {.name = "*", .range = range_of(element), .name_range = range_of(element)});
        else if (is_name(element) && !(element == module))
            import.names.push_back(name_of_element(element));
    }
    imports.push_back(std::move(import));
}

}  // namespace

std::vector<Import> python_imports(const Tree& tree) {
    std::vector<Import> imports;
    walk(tree.root(), [&](const Node& node) {
        const auto type = node.type();
        if (type == "import_statement")
            add_modules(node, imports);
        else if (type == "import_from_statement" || type == "future_import_statement")
            add_from(node, imports);
        return type != "string";
    });
    return imports;
}

}  // namespace mendel::code
