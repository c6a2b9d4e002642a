#include "heal/rungs/lint_pure.hpp"

#include <set>
#include <string>

namespace mendel::heal {

bool is_pure(const code::Node& expression) {
    static const std::set<std::string_view> k_impure = {"call",
                                                        "call_expression",
                                                        "new_expression",
                                                        "await",
                                                        "await_expression",
                                                        "yield",
                                                        "yield_expression",
                                                        "assignment_expression",
                                                        "augmented_assignment_expression",
                                                        "update_expression",
                                                        "named_expression",
                                                        "attribute",
                                                        "member_expression",
                                                        "subscript",
                                                        "subscript_expression",
                                                        "template_substitution",
                                                        "interpolation",
                                                        "unary_operator_delete",
                                                        "selector_expression",
                                                        "index_expression",
                                                        "receive_statement",
                                                        "list_comprehension",
                                                        "dictionary_comprehension",
                                                        "set_comprehension",
                                                        "pointer_expression",
                                                        "field_expression",
                                                        "delete_expression",
                                                        "type_assertion_expression",
                                                        "slice_expression",
                                                        "ERROR",
                                                        "compound_statement_expression",
                                                        "spread_element",
                                                        "list_splat",
                                                        "dictionary_splat",
                                                        "co_await_expression",
                                                        "statement_block"};
    bool pure = true;
    code::walk(expression, [&](const code::Node& node) {
        const auto type = node.type();
        // The body of a function runs only when it is called.
        if (type == "lambda" || type == "arrow_function" || type == "function_expression" ||
            type == "function" || type == "func_literal" || type == "lambda_expression")
            return false;
        if (k_impure.count(type) > 0 || node.text() == "delete")
            pure = false;
        return pure;
    });
    return pure;
}

code::Node enclosing(const code::Node& node, std::string_view type) {
    auto current = node;
    while (current && current.type() != type)
        current = current.parent();
    return current;
}

std::vector<code::Node> names_on_line(const code::Tree& tree, int line, std::string_view name) {
    std::vector<code::Node> found;
    code::walk(tree.root(), [&](const code::Node& node) {
        if (node.begin().line > line || node.end().line < line)
            return false;
        if (node.child_count() == 0 && node.begin().line == line && node.text() == name)
            found.push_back(node);
        return true;
    });
    return found;
}

}  // namespace mendel::heal
