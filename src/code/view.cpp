#include "code/view.hpp"

#include <algorithm>

namespace mendel::code {

namespace {

bool is_loop(Notion notion) {
    return notion == Notion::loop_while || notion == Notion::loop_count ||
           notion == Notion::loop_each;
}

/// Nodes that hold a list of names to be bound.
bool is_pattern(std::string_view type) {
    return type == "pattern_list" || type == "tuple_pattern" || type == "list_pattern" ||
           type == "list_splat_pattern" || type == "array_pattern" || type == "object_pattern" ||
           type == "as_pattern_target" || type == "pointer_declarator" ||
           type == "reference_declarator" || type == "array_declarator" ||
           type == "function_declarator" || type == "expression_list" || type == "mut_pattern" ||
           type == "structured_binding_declarator" || type == "rest_pattern";
}

Node first_named(const Node& node) {
    for (const auto& child : node.children())
        if (child.is_named() && child.type() != "comment")
            return child;
    return {};
}

Node last_named(const Node& node) {
    const auto children = node.named_children();
    return children.empty() ? Node() : children.back();
}

}  // namespace

bool same(const Node& left, const Node& right) {
    return !left.is_null() && left == right;
}

Node View::first_field(const Node& node, std::initializer_list<std::string_view> names) {
    for (const auto name : names)
        if (auto found = node.field(name))
            return found;
    return {};
}

std::optional<Binary> View::binary(const Node& node) const {
    if (notion(node) != Notion::binary)
        return std::nullopt;
    Binary parts{
        .left = node.field("left"), .sign = node.field("operator"), .right = node.field("right")};
    if (parts.left && parts.right) {
        if (!parts.sign)
            parts.sign = sign(node);
        return parts;
    }
    parts = {};
    for (const auto& child : node.children()) {
        if (child.is_named() && notion(child) != Notion::comment)
            (parts.left ? parts.right : parts.left) = child;
        else if (parts.left && !parts.sign)
            parts.sign = child;
        if (parts.right)
            return parts;
    }
    return std::nullopt;
}

Node View::sign(const Node& node) const {
    if (auto found = node.field("operator"))
        return found;
    for (const auto& child : node.children())
        if (!child.is_named() && child.text() != "(" && child.text() != ")")
            return child;
    return {};
}

Node View::callee(const Node& call) const {
    return first_field(call, {"function", "constructor", "name", "macro", "type"});
}

Node View::called_name(const Node& call) const {
    const auto what = callee(call);
    return notion(what) == Notion::member ? member_name(what) : what;
}

Node View::receiver(const Node& call) const {
    if (auto found = call.field("object"))
        return found;
    const auto what = callee(call);
    return notion(what) == Notion::member ? object(what) : Node();
}

std::vector<Node> View::arguments(const Node& call) const {
    std::vector<Node> all;
    for (const auto& each : call.field("arguments").named_children())
        if (notion(each) != Notion::comment)
            all.push_back(each);
    return all;
}

Node View::container(const Node& index) const {
    const auto found = first_field(index, {"value", "object", "argument", "operand", "array"});
    return found ? found : first_named(index);
}

Node View::subscript(const Node& index) const {
    auto found = first_field(index, {"subscript", "index", "indices"});
    if (found.type() == "subscript_argument_list")
        found = first_named(found);
    return found ? found : last_named(index);
}

Node View::object(const Node& member) const {
    return first_field(member, {"object", "value", "argument", "operand"});
}

Node View::member_name(const Node& member) const {
    return first_field(member, {"attribute", "property", "field", "name"});
}

Node bare(const View& view, Node node) {
    while (view.notion(node) == Notion::group || node.type() == "condition_clause") {
        const auto inner = node.field("value");
        const auto next = inner ? inner : first_named(node);
        if (!next)
            return node;
        node = next;
    }
    return node;
}

Node View::condition(const Node& node) const {
    if (auto found = node.field("condition"))
        return bare(*this, found);
    if (notion(node) == Notion::ternary) {
        const auto parts = node.named_children();
        return parts.size() == 3 ? parts[1] : Node();
    }
    if (m_syntax->language == Language::go && notion(node) == Notion::loop_count) {
        for (const auto& child : node.named_children()) {
            if (child.type() == "for_clause")
                return child.field("condition");
            if (is_expression(notion(child)))
                return child;
        }
    }
    return {};
}

Node View::body(const Node& node) const {
    return first_field(node, {"body", "consequence"});
}

Node View::alternative(const Node& node) const {
    return node.field("alternative");
}

Node View::target(const Node& node) const {
    return first_field(node, {"left", "name", "declarator", "pattern"});
}

Node View::value(const Node& node) const {
    return first_field(node, {"right", "value"});
}

Node View::operand(const Node& node) const {
    const auto found = first_named(node);
    const bool is_list_of_one =
        found.type() == "expression_list" && found.named_children().size() == 1;
    return is_list_of_one ? first_named(found) : found;
}

bool View::is_definition(const Node& node, const Node& parent) const {
    const auto kind = notion(parent);
    switch (kind) {
        case Notion::function:
        case Notion::lambda:
            return !same(node, body(parent));
        case Notion::assignment:
        case Notion::declarator:
        case Notion::parameter_default:
        case Notion::loop_each:
        case Notion::comprehension_clause:
            return same(node, target(parent)) || same(node, parent.field("type"));
        case Notion::augmented:
            return same(node, target(parent));
        case Notion::member:
            return same(node, member_name(parent));
        case Notion::keyword:
            return same(node, parent.field("name"));
        case Notion::parameters:
        case Notion::import:
        case Notion::type:
        case Notion::step:
            return true;
        case Notion::call:
            return same(node, callee(parent)) && notion(node) != Notion::call &&
                   notion(node) != Notion::member && notion(node) != Notion::identifier;
        default:
            return is_pattern(parent.type()) && parent.type() != "expression_list";
    }
}

bool View::is_value(const Node& node) const {
    if (!is_expression(notion(node)))
        return false;
    const auto parent = node.parent();
    if (is_definition(node, parent))
        return false;
    if (parent.type() == "expression_list" || notion(parent) == Notion::parameters ||
        parent.type() == "class_definition" || parent.type() == "decorator")
        return parent.type() == "expression_list" && !is_definition(parent, parent.parent());
    const auto type = parent.type();
    return type.find("parameter") == std::string_view::npos &&
           type.find("_type") == std::string_view::npos && type != "global_statement" &&
           type != "nonlocal_statement" && type != "class_declaration" && type != "field_pattern" &&
           type != "enumerator" && type != "qualified_identifier" && type != "scoped_identifier" &&
           type != "range_clause";
}

bool View::is_statement(const Node& node) const {
    return node.is_named() && notion(node.parent()) == Notion::block &&
           notion(node) != Notion::comment && !same(node, node.parent().field("value"));
}

bool View::is_condition(const Node& node) const {
    auto here = node;
    for (auto parent = node.parent(); parent; here = parent, parent = parent.parent()) {
        const auto kind = notion(parent);
        if (kind == Notion::group || parent.type() == "condition_clause" || kind == Notion::unary ||
            parent.type() == "if_clause" || parent.type() == "for_clause")
            continue;
        if (kind == Notion::binary) {
            const auto parts = binary(parent);
            if (parts && class_of(parts->sign.text()) == SignClass::logical)
                continue;
            return false;
        }
        return same(bare(*this, here), condition(parent)) ||
               (here.type() == "if_clause" && kind == Notion::comprehension);
    }
    return false;
}

Node View::statement_of(const Node& node) const {
    auto here = node;
    while (here && !is_statement(here))
        here = here.parent();
    return here;
}

Node View::function_of(const Node& node) const {
    for (auto here = node.parent(); here; here = here.parent())
        if (const auto kind = notion(here); kind == Notion::function || kind == Notion::lambda)
            return here;
    return {};
}

Node View::named_function_of(const Node& node) const {
    for (auto here = node.parent(); here; here = here.parent())
        if (notion(here) == Notion::function)
            return here;
    return {};
}

Node View::loop_of(const Node& node) const {
    for (auto here = node.parent(); here; here = here.parent()) {
        const auto kind = notion(here);
        if (kind == Notion::function || kind == Notion::lambda)
            return {};
        if (is_loop(kind))
            return here;
    }
    return {};
}

std::size_t View::weight(const Node& node) {
    std::size_t leaves = 0;
    walk(node, [&](const Node& each) {
        leaves += each.child_count() == 0 ? 1 : 0;
        return true;
    });
    return leaves;
}

std::vector<Node> statements_of(const View& view, const Node& block) {
    std::vector<Node> all;
    for (const auto& child : block.named_children())
        if (view.is_statement(child))
            all.push_back(child);
    return all;
}

}  // namespace mendel::code
