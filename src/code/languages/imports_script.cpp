#include <algorithm>

#include "code/languages/imports.hpp"
#include "code/strings.hpp"

namespace mendel::code {

namespace {

void set_module(Import& import, const Node& string) {
    import.module = string_value(string);
    import.module_range = range_of(string);
    if (import.module_range.end - import.module_range.begin >= 2) {
        ++import.module_range.begin;
        --import.module_range.end;
    }
    import.element = import.module_range;
}

ImportedName specifier(const Node& node) {
    const auto name = node.field("name");
    return {.name = std::string(name.text()),
            .alias = std::string(node.field("alias").text()),
            .range = range_of(node),
            .name_range = range_of(name)};
}

void add_clause(const Node& clause, Import& import) {
    for (const auto& child : clause.named_children()) {
        if (child.type() == "identifier") {
            import.names.push_back(
                {.name = "default", .alias = std::string(child.text()), .range = range_of(child)});
        } else if (child.type() == "namespace_import") {
            import.names.push_back({.name = "*",
                                    .alias = std::string(child.named_children().back().text()),
                                    .range = range_of(child)});
        } else if (child.type() == "named_imports") {
            for (const auto& element : child.named_children())
                if (element.type() == "import_specifier")
                    import.names.push_back(specifier(element));
        }
    }
}

/// import x = require('y')
void add_equals_require(const Node& statement, const Node& clause, std::vector<Import>& imports) {
    auto import = import_at(ImportForm::require, statement);
    for (const auto& child : clause.named_children()) {
        if (child.type() == "identifier")
            import.alias = std::string(child.text());
        else if (child.type() == "string")
            set_module(import, child);
    }
    imports.push_back(std::move(import));
}

void add_statement(const Node& statement, std::vector<Import>& imports) {
    auto import = import_at(ImportForm::module, statement);
    for (const auto& child : statement.children()) {
        if (child.type() == "import_require_clause")
            return add_equals_require(statement, child, imports);
        if (child.type() == "type")
            import.is_type = true;
        if (child.type() == "import_clause") {
            import.form = ImportForm::from;
            add_clause(child, import);
        }
    }
    set_module(import, statement.field("source"));
    imports.push_back(std::move(import));
}

void add_export(const Node& statement, std::vector<Import>& imports) {
    const auto source = statement.field("source");
    if (!source)
        return;
    auto import = import_at(ImportForm::export_from, statement);
    set_module(import, source);
    for (const auto& clause : statement.named_children())
        if (clause.type() == "export_clause")
            for (const auto& element : clause.named_children())
                if (element.type() == "export_specifier")
                    import.names.push_back(specifier(element));
    imports.push_back(std::move(import));
}

/// Names that `const X = require(...)` or `const {a, b: c} = require(...)` gives.
void add_pattern(const Node& pattern, Import& import) {
    if (pattern.type() == "identifier")
        import.alias = std::string(pattern.text());
    if (pattern.type() != "object_pattern")
        return;
    for (const auto& member : pattern.named_children()) {
        if (member.type() == "shorthand_property_identifier_pattern")
            import.names.push_back({.name = std::string(member.text()),
                                    .range = range_of(member),
                                    .name_range = range_of(member)});
        else if (member.type() == "pair_pattern")
            import.names.push_back({.name = std::string(member.field("key").text()),
                                    .alias = std::string(member.field("value").text()),
                                    .range = range_of(member),
                                    .name_range = range_of(member.field("key"))});
    }
}

bool is_dynamic(std::string_view callee) {
    return callee == "import" || callee == "require.resolve" || callee == "jest.mock" ||
           callee == "vi.mock" || callee == "jest.unmock" || callee == "jest.requireActual";
}

void add_call(const Node& call, std::vector<Import>& imports) {
    const auto callee = call.field("function").text();
    const bool is_require = callee == "require";
    if (!is_require && !is_dynamic(callee))
        return;
    const auto arguments = call.field("arguments").named_children();
    if (arguments.empty() || arguments[0].type() != "string")
        return;
    auto outer = call.parent();
    Node property;
    if (is_require && outer.type() == "member_expression") {
        property = outer.field("property");
        outer = outer.parent();
    }
    const bool is_bound = is_require && outer.type() == "variable_declarator";
    const auto declaration = is_bound ? outer.parent() : Node();
    const bool is_alone = declaration && declaration.named_children().size() == 1;
    auto import =
        import_at(is_require ? ImportForm::require : ImportForm::dynamic, is_alone   ? declaration
                                                                          : is_bound ? outer
                                                                                     : call);
    set_module(import, arguments[0]);
    if (is_bound && property && outer.field("name").type() == "identifier") {
        const auto bound = std::string(outer.field("name").text());
        const auto name = std::string(property.text());
        import.names.push_back({.name = name,
                                .alias = bound == name ? "" : bound,
                                .range = range_of(outer),
                                .name_range = range_of(property)});
    } else if (is_bound && !property) {
        add_pattern(outer.field("name"), import);
    }
    imports.push_back(std::move(import));
}

}  // namespace

std::vector<Import> script_imports(const Tree& tree) {
    std::vector<Import> imports;
    walk(tree.root(), [&](const Node& node) {
        const auto type = node.type();
        if (type == "import_statement")
            add_statement(node, imports);
        else if (type == "export_statement")
            add_export(node, imports);
        else if (type == "call_expression")
            add_call(node, imports);
        return type != "import_statement";
    });
    return imports;
}

}  // namespace mendel::code
