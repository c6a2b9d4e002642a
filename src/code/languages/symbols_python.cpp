#include "code/languages/symbols.hpp"

namespace mendel::code {

namespace {

void add_targets(const Node& target, std::vector<Symbol>& symbols) {
    walk(target, [&](const Node& node) {
        if (node.type() == "identifier")
            symbols.push_back({.name = std::string(node.text()), .place = node.begin()});
        return node.type() == "pattern_list" || node.type() == "tuple_pattern" ||
               node.type() == "list_pattern";
    });
}

void add_assignment(const Node& assignment, std::vector<Symbol>& symbols) {
    add_targets(assignment.field("left"), symbols);
    // a = b = value
    if (const auto right = assignment.field("right"); right.type() == "assignment")
        add_targets(right.field("left"), symbols);
}

bool is_block_of_module(std::string_view type) {
    return type == "module" || type == "block" || type == "if_statement" || type == "elif_clause" ||
           type == "else_clause" || type == "try_statement" || type == "except_clause" ||
           type == "finally_clause" || type == "with_statement" || type == "expression_statement" ||
           type == "for_statement" || type == "ERROR" || type == "decorated_definition";
}

}  // namespace

std::vector<Symbol> python_symbols(const Tree& tree) {
    std::vector<Symbol> symbols;
    walk(tree.root(), [&](const Node& node) {
        const auto type = node.type();
        if (type == "function_definition" || type == "class_definition") {
            const auto name = node.field("name");
            symbols.push_back(
                {.name = std::string(name.text()),
                 .kind = type == "class_definition" ? SymbolKind::type : SymbolKind::function,
                 .place = name.begin()});
        } else if (type == "assignment") {
            add_assignment(node, symbols);
        } else if (type == "type_alias_statement") {
            add_targets(node.child(1).child(0), symbols);
        }
        return is_block_of_module(type);
    });
    return symbols;
}

}  // namespace mendel::code
