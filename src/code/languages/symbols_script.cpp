#include <map>

#include "code/languages/symbols.hpp"
#include "code/strings.hpp"

namespace mendel::code {

namespace {

SymbolKind kind_of(std::string_view type) {
    if (type.find("function") != std::string_view::npos)
        return SymbolKind::function;
    if (type == "class_declaration" || type == "abstract_class_declaration" ||
        type == "interface_declaration" || type == "type_alias_declaration" ||
        type == "enum_declaration" || type == "class" || type == "internal_module")
        return SymbolKind::type;
    return SymbolKind::variable;
}

/// Names that a pattern binds: `a`, `{a, b: c}`, `[a, ...b]`.
void add_pattern(const Node& pattern, std::vector<Symbol>& symbols) {
    walk(pattern, [&](const Node& node) {
        if (node.type() == "identifier" || node.type() == "shorthand_property_identifier_pattern")
            symbols.push_back({.name = std::string(node.text()), .place = node.begin()});
        return node.type() != "property_identifier" && node.type() != "computed_property_name";
    });
}

void add_declaration(const Node& declaration, std::vector<Symbol>& symbols) {
    const auto type = declaration.type();
    if (type == "ambient_declaration") {
        for (const auto& inner : declaration.named_children())
            add_declaration(inner, symbols);
        return;
    }
    if (type == "lexical_declaration" || type == "variable_declaration") {
        for (const auto& declarator : declaration.named_children())
            if (declarator.type() == "variable_declarator")
                add_pattern(declarator.field("name"), symbols);
        return;
    }
    if (const auto name = declaration.field("name"))
        symbols.push_back(
            {.name = std::string(name.text()), .kind = kind_of(type), .place = name.begin()});
}

void add_default(const Node& statement, std::vector<Symbol>& symbols) {
    auto value = statement.field("declaration");
    if (!value)
        value = statement.field("value");
    const auto name = value.type() == "identifier" ? value : value.field("name");
    symbols.push_back({.name = std::string(name.text()),
                       .kind = kind_of(value.type()),
                       .place = statement.begin(),
                       .is_default = true});
}

void add_clause(const Node& clause, const std::string& source, std::vector<Symbol>& symbols) {
    for (const auto& specifier : clause.named_children()) {
        const auto alias = specifier.field("alias");
        const auto name = alias ? alias : specifier.field("name");
        if (name)
            symbols.push_back({.name = std::string(name.text()),
                               .kind = source.empty() ? SymbolKind::variable : SymbolKind::reexport,
                               .place = name.begin(),
                               .is_default = name.text() == "default",
                               .source = source});
    }
}

void add_export(const Node& statement, std::vector<Symbol>& symbols) {
    const auto source = string_value(statement.field("source"));
    bool is_default = false;
    for (const auto& child : statement.children()) {
        if (child.type() == "default" || child.type() == "=")
            is_default = true;
        else if (child.type() == "export_clause")
            add_clause(child, source, symbols);
        else if (child.type() == "namespace_export")
            symbols.push_back({.name = std::string(child.named_children().back().text()),
                               .kind = SymbolKind::reexport,
                               .place = child.begin(),
                               .source = source});
        else if (child.type() == "*")
            symbols.push_back({.name = "*",
                               .kind = SymbolKind::reexport,
                               .place = child.begin(),
                               .source = source});
    }
    if (is_default)
        add_default(statement, symbols);
    else if (const auto declaration = statement.field("declaration"))
        add_declaration(declaration, symbols);
}

void add_object(const Node& object, std::vector<Symbol>& symbols) {
    for (const auto& member : object.named_children()) {
        auto key = member;
        if (member.type() == "pair")
            key = member.field("key");
        else if (member.type() == "method_definition")
            key = member.field("name");
        else if (member.type() != "shorthand_property_identifier")
            continue;
        const bool is_function = member.type() == "method_definition" ||
                                 kind_of(member.field("value").type()) == SymbolKind::function;
        symbols.push_back(
            {.name = key.type() == "string" ? string_value(key) : std::string(key.text()),
             .kind = is_function ? SymbolKind::function : SymbolKind::variable,
             .place = key.begin(),
             .is_commonjs = true});
    }
}

bool is_exports(const Node& node) {
    return node.text() == "exports" || node.text() == "module.exports";
}

/// `module.exports = ...`, `exports.name = ...`, `module.exports.name = ...`
void add_assignment(const Node& assignment, std::vector<Symbol>& symbols) {
    const auto left = assignment.field("left");
    const auto right = assignment.field("right");
    if (left.type() == "member_expression" && is_exports(left.field("object"))) {
        const auto name = left.field("property");
        symbols.push_back({.name = std::string(name.text()),
                           .kind = kind_of(right.type()),
                           .place = name.begin(),
                           .is_commonjs = true});
        return;
    }
    if (left.text() != "module.exports")
        return;
    if (right.type() == "object")
        return add_object(right, symbols);
    const auto name = right.type() == "identifier" ? right : right.field("name");
    symbols.push_back({.name = std::string(name.text()),
                       .kind = kind_of(right.type()),
                       .place = left.begin(),
                       .is_default = true,
                       .is_commonjs = true});
}

/// What a name is that is exported apart from where it is defined.
void resolve_kinds(const Tree& tree, std::vector<Symbol>& symbols) {
    std::map<std::string, SymbolKind, std::less<>> kinds;
    for (const auto& node : tree.root().named_children())
        if (const auto name = node.field("name"))
            kinds.emplace(name.text(), kind_of(node.type()));
    for (auto& symbol : symbols)
        if (const auto known = kinds.find(symbol.name);
            known != kinds.end() && symbol.kind == SymbolKind::variable)
            symbol.kind = known->second;
}

}  // namespace

std::vector<Symbol> script_symbols(const Tree& tree) {
    std::vector<Symbol> symbols;
    walk(tree.root(), [&](const Node& node) {
        const auto type = node.type();
        if (type == "export_statement")
            add_export(node, symbols);
        else if (type == "assignment_expression")
            add_assignment(node, symbols);
        return type == "program" || type == "expression_statement" || type == "ERROR" ||
               type == "assignment_expression" || type == "if_statement" ||
               type == "statement_block" || type == "ambient_declaration";
    });
    resolve_kinds(tree, symbols);
    return symbols;
}

}  // namespace mendel::code
