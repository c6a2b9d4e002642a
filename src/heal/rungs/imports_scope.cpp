#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "heal/rungs/imports_candidates.hpp"

namespace mendel::heal {

namespace {

using code::Node;
using Types = std::set<std::string_view>;

/// Where a name that is bound within is seen by all that stands within.
bool is_scope(const Node& node) {
    static const Types k_scopes = {"function_definition",
                                   "lambda",
                                   "list_comprehension",
                                   "set_comprehension",
                                   "dictionary_comprehension",
                                   "generator_expression",
                                   "function_declaration",
                                   "function_expression",
                                   "function",
                                   "generator_function",
                                   "arrow_function",
                                   "generator_function_declaration",
                                   "method_definition",
                                   "statement_block",
                                   "catch_clause",
                                   "for_statement",
                                   "for_in_statement",
                                   "class_static_block"};
    return k_scopes.count(node.type()) > 0;
}

/// Parts of a pattern, through which the name that it binds is looked for.
bool is_pattern(const Node& node) {
    static const Types k_patterns = {"pattern_list",
                                     "tuple_pattern",
                                     "list_pattern",
                                     "list_splat_pattern",
                                     "dictionary_splat_pattern",
                                     "as_pattern_target",
                                     "typed_parameter",
                                     "object_pattern",
                                     "array_pattern",
                                     "rest_pattern"};
    return k_patterns.count(node.type()) > 0;
}

/// The field of a node in which it binds names.
std::string_view binding_field(const Node& node) {
    static const std::set<std::pair<std::string_view, std::string_view>> k_fields = {
        {"assignment", "left"},
        {"for_statement", "left"},
        {"for_in_clause", "left"},
        {"for_in_statement", "left"},
        {"named_expression", "name"},
        {"default_parameter", "name"},
        {"typed_default_parameter", "name"},
        {"variable_declarator", "name"},
        {"function_definition", "name"},
        {"class_definition", "name"},
        {"function_declaration", "name"},
        {"generator_function_declaration", "name"},
        {"class_declaration", "name"},
        {"catch_clause", "parameter"},
        {"arrow_function", "parameter"},
        {"as_pattern", "alias"},
        {"pair_pattern", "value"},
        {"assignment_pattern", "left"},
        {"object_assignment_pattern", "left"},
        {"required_parameter", "pattern"},
        {"optional_parameter", "pattern"}};
    const auto found = std::find_if(k_fields.begin(), k_fields.end(),
                                    [&](const auto& field) { return field.first == node.type(); });
    return found == k_fields.end() ? std::string_view() : found->second;
}

/// Nodes that bind whatever stands in them.
bool binds_all(const Node& node) {
    static const Types k_binders = {"parameters",     "lambda_parameters",     "formal_parameters",
                                    "aliased_import", "import_from_statement", "import_statement"};
    return k_binders.count(node.type()) > 0;
}

bool is_import(const Node& node) {
    return base::contains(node.type(), "import");
}

/// Whether a node only passes on what a node around it binds.
bool is_part(const Node& node) {
    return base::contains(node.type(), "pattern") || base::contains(node.type(), "_parameter");
}

/// The node that binds an identifier; null where it only uses it.
Node binder_of(const Node& name) {
    auto node = name;
    for (auto outer = node.parent(); outer; node = outer, outer = outer.parent()) {
        if (binds_all(outer))
            return outer;
        const auto field = binding_field(outer);
        const bool is_bound_there = !field.empty() && outer.field(field) == node;
        if (is_bound_there && (outer.type() == "as_pattern" || !is_part(outer)))
            return outer;
        if (!is_bound_there && !is_pattern(outer) && outer.type() != "dotted_name")
            return {};
    }
    return {};
}

/// The scope in which a binder makes its name known; null for the file or a class. `var` reaches
/// the whole function, which a block within it leaves out here: the file then seems to lack a name
/// that it has, and the check decides.
Node scope_of(const Node& binder, bool python) {
    const auto type = binder.type();
    const bool names_itself = type == "function_definition" || type == "function_declaration" ||
                              type == "generator_function_declaration";
    auto node = names_itself ? binder.parent() : binder;
    while (node && (!is_scope(node) || (python && node.type() == "for_statement"))) {
        if (node.type() == "class_definition" && !(node == binder))
            return {};
        node = node.parent();
    }
    return node;
}

bool is_in_class(const Node& node) {
    for (auto outer = node.parent(); outer; outer = outer.parent())
        if (outer.type() == "class_definition")
            return true;
    return false;
}

bool stands_in(const Node& node, const Node& scope) {
    return node.begin().offset >= scope.begin().offset && node.end().offset <= scope.end().offset;
}

}  // namespace

bool is_lacking(const code::Tree& tree, const std::string& name) {
    static const Types k_identifiers = {"identifier", "shorthand_property_identifier_pattern",
                                        "shorthand_property_identifier"};
    if (is_bound(tree, name))
        return false;
    const bool python = tree.language() == code::Language::python;
    std::vector<Node> scopes;
    bool is_global = false;
    code::walk(tree.root(), [&](const Node& node) {
        if (k_identifiers.count(node.type()) == 0 || node.text() != name)
            return true;
        const auto binder = binder_of(node);
        const auto scope = binder ? scope_of(binder, python) : Node();
        if (scope)
            scopes.push_back(scope);
        // An import under a condition is one that may not have happened.
        else if (binder && !is_import(binder) && !is_in_class(binder))
            is_global = true;
        return true;
    });
    const auto uses = references(tree, name);
    return !is_global && std::any_of(uses.begin(), uses.end(), [&](const Node& use) {
        return !binder_of(use) &&
               std::none_of(scopes.begin(), scopes.end(),
                            [&](const Node& scope) { return stands_in(use, scope); });
    });
}

}  // namespace mendel::heal
