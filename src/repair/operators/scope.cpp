#include "repair/operators/scope.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "code/language.hpp"
#include "repair/operators/words.hpp"

namespace mendel::repair {

using code::class_of;
using code::Node;
using code::Notion;

namespace {

bool is_name_leaf(const Node& node) {
    const auto type = node.type();
    return type == "identifier" || type == "shorthand_property_identifier_pattern" ||
           type == "shorthand_property_identifier";
}

bool is_block_scoped(code::Language language) {
    return language != code::Language::python;
}

Shape shape_of_annotation(std::string_view text) {
    struct Row {
        std::string_view part;
        Shape shape;
    };
    // Containers first: a list of numbers is a list.
    static constexpr Row k_rows[] = {
        {"ict", Shape::mapping},    {"Map", Shape::mapping},       {"map[", Shape::mapping},
        {"map<", Shape::mapping},   {"List", Shape::sequence},     {"list", Shape::sequence},
        {"[]", Shape::sequence},    {"Vec", Shape::sequence},      {"vector", Shape::sequence},
        {"Array", Shape::sequence}, {"Sequence", Shape::sequence}, {"Iterable", Shape::sequence},
        {"uple", Shape::sequence},  {"str", Shape::text},          {"String", Shape::text},
        {"bool", Shape::truth},     {"int", Shape::number},        {"float", Shape::number},
        {"double", Shape::number},  {"number", Shape::number},     {"long", Shape::number},
        {"size_t", Shape::number},  {"i32", Shape::number},        {"i64", Shape::number},
        {"u32", Shape::number},     {"usize", Shape::number},      {"f32", Shape::number},
        {"f64", Shape::number}};
    for (const auto& row : k_rows)
        if (base::contains(text, row.part))
            return row.shape;
    return Shape::unknown;
}

}  // namespace

bool fits(Shape have, Shape want) {
    if (have == want || have == Shape::unknown || want == Shape::unknown)
        return true;
    const auto is_like = [&](Shape one, Shape other) {
        return (have == one && want == other) || (have == other && want == one);
    };
    return is_like(Shape::text, Shape::sequence) || is_like(Shape::truth, Shape::number);
}

Scope::Scope(const code::View& view) : m_view(&view) {
    collect();
    infer();
}

Node Scope::region_of(const Node& node) const {
    for (auto here = node.parent(); here; here = here.parent()) {
        const auto kind = m_view->notion(here);
        if (kind == Notion::function || kind == Notion::lambda || kind == Notion::comprehension)
            return here;
        const bool is_region = kind == Notion::block || kind == Notion::loop_count ||
                               kind == Notion::loop_each || kind == Notion::type_body;
        if (is_region && is_block_scoped(m_view->syntax().language))
            return here;
    }
    return m_view->tree().root();
}

void Scope::bind(const Node& identifier, const Node& region, bool is_parameter) {
    const std::string text(identifier.text());
    const auto begin = region.begin().offset;
    const auto end = region.end().offset;
    for (const auto index : m_by_text[text])
        if (m_names[index].begin == begin && m_names[index].end == end)
            return;
    m_by_text[text].push_back(m_names.size());
    m_names.push_back({.text = text,
                       .begin = begin,
                       .end = end,
                       .bound_at = identifier.begin().offset,
                       .is_local = !region.parent().is_null(),
                       .is_parameter = is_parameter});
}

void Scope::bind_all(const Node& pattern, const Node& region, bool is_parameter) {
    code::walk(pattern, [&](const Node& node) {
        const auto kind = m_view->notion(node);
        if (kind == Notion::index || kind == Notion::member || kind == Notion::type ||
            kind == Notion::call)
            return false;
        if (kind == Notion::parameter_default) {
            bind_all(m_view->target(node), region, is_parameter);
            return false;
        }
        if (is_name_leaf(node) && !same(node, node.parent().field("type")))
            bind(node, region, is_parameter);
        return true;
    });
}

void Scope::bind_node(const Node& node) {
    switch (m_view->notion(node)) {
        case Notion::function:
        case Notion::lambda: {
            for (const auto& child : node.named_children())
                if (m_view->notion(child) == Notion::parameters)
                    bind_all(child, node, true);
            if (const auto alone = node.field("parameter"))
                bind_all(alone, node, true);
            const auto declarator = node.field("declarator");
            if (const auto inner = declarator.field("parameters"))
                bind_all(inner, node, true);
            const auto name = node.field("name");
            if (is_name_leaf(name))
                bind(name, region_of(node), false);
            else if (const auto named = declarator.field("declarator"); is_name_leaf(named))
                bind(named, region_of(node), false);
            break;
        }
        case Notion::assignment:
        case Notion::declarator:
        case Notion::loop_each:
        case Notion::comprehension_clause: {
            const bool is_loop = m_view->notion(node) == Notion::loop_each &&
                                 is_block_scoped(m_view->syntax().language);
            const bool declares = m_view->notion(node) != Notion::assignment ||
                                  m_view->syntax().language == code::Language::python;
            if (declares)
                bind_all(m_view->target(node), is_loop ? node : region_of(node), false);
            break;
        }
        case Notion::import:
            bind_all(node, region_of(node), false);
            break;
        default: {
            const auto type = node.type();
            if (type == "class_definition" || type == "class_declaration")
                bind_all(node.field("name"), region_of(node), false);
            else if (type == "as_pattern_target" || type == "range_clause")
                bind_all(type == "range_clause" ? node.field("left") : node, region_of(node),
                         false);
            else if (type == "declaration" && is_name_leaf(node.field("declarator")))
                bind(node.field("declarator"), region_of(node), false);
        }
    }
}

void Scope::collect() {
    code::walk(m_view->tree().root(), [&](const Node& node) {
        if (node.is_named())
            bind_node(node);
        return true;
    });
}

const Name* Scope::find(std::string_view word, std::uint32_t offset) const {
    const auto known = m_by_text.find(std::string(word));
    if (known == m_by_text.end())
        return nullptr;
    const Name* best = nullptr;
    for (const auto index : known->second) {
        const auto& name = m_names[index];
        if (name.begin <= offset && offset < name.end &&
            (best == nullptr || name.end - name.begin < best->end - best->begin))
            best = &name;
    }
    return best;
}

bool Scope::is_bound(std::string_view word) const {
    return m_by_text.count(std::string(word)) != 0;
}

const std::vector<const Name*>& Scope::visible_at(std::uint32_t offset) const {
    const auto [known, is_new] = m_visible.try_emplace(offset);
    auto& seen = known->second;
    if (!is_new)
        return seen;
    for (const auto& name : m_names)
        if (name.begin <= offset && offset < name.end && find(name.text, offset) == &name &&
            (!name.is_local || name.bound_at <= offset))
            seen.push_back(&name);
    std::stable_sort(seen.begin(), seen.end(), [](const Name* left, const Name* right) {
        return left->end - left->begin < right->end - right->begin;
    });
    return seen;
}

bool Scope::can_use(const Node& expression, std::uint32_t offset) const {
    bool is_usable = true;
    const auto begin = expression.begin().offset;
    const auto end = expression.end().offset;
    code::walk(expression, [&](const Node& node) {
        if (m_view->notion(node) != Notion::identifier || !m_view->is_value(node))
            return true;
        const auto* own = find(node.text(), node.begin().offset);
        if (own != nullptr && own->begin >= begin && own->end <= end)
            return true;  // bound within: a variable of a comprehension or lambda
        const auto* there = find(node.text(), offset);
        if (there == nullptr ? is_bound(node.text()) : there->is_local && there->bound_at > offset)
            is_usable = false;
        return is_usable;
    });
    return is_usable;
}

Shape Scope::shape_of_call(const Node& call) const {
    const auto name = m_view->called_name(call).text();
    const auto shape = shape_of_result(m_view->syntax().language, name);
    if (shape != Shape::unknown)
        return shape;
    return Shape::unknown;
}

Shape Scope::shape_of(const Node& expression) const {
    const auto node = bare(*m_view, expression);
    switch (m_view->notion(node)) {
        case Notion::integer:
        case Notion::floating:
            return Shape::number;
        case Notion::text:
            return Shape::text;
        case Notion::truth:
            return Shape::truth;
        case Notion::list:
        case Notion::tuple:
            return Shape::sequence;
        case Notion::comprehension:
            return node.type() == "dictionary_comprehension" ? Shape::mapping : Shape::sequence;
        case Notion::mapping:
            return Shape::mapping;
        case Notion::lambda:
            return Shape::callable;
        case Notion::call:
            return shape_of_call(node);
        case Notion::identifier: {
            const auto* name = find(node.text(), node.begin().offset);
            return name == nullptr ? Shape::unknown : name->shape;
        }
        case Notion::member:
            return is_length(m_view->member_name(node).text()) ? Shape::number : Shape::unknown;
        case Notion::unary:
            return m_view->sign(node).text() == "-" ? Shape::number : Shape::truth;
        case Notion::index: {
            const bool is_part = m_view->notion(m_view->subscript(node)) == Notion::slice;
            const auto whole = shape_of(m_view->container(node));
            return is_part || whole == Shape::text ? whole : Shape::unknown;
        }
        case Notion::binary: {
            const auto parts = m_view->binary(node);
            const auto kind = parts ? class_of(parts->sign.text()) : code::SignClass::none;
            if (kind == code::SignClass::arithmetic) {
                const auto left = shape_of(parts->left);
                return left != Shape::unknown      ? left
                       : parts->sign.text() == "+" ? shape_of(parts->right)
                                                   : Shape::number;
            }
            if (kind == code::SignClass::bitwise)
                return Shape::number;
            return kind == code::SignClass::none ? Shape::unknown : Shape::truth;
        }
        default:
            return Shape::unknown;
    }
}

void Scope::suggest(const Node& identifier, Shape shape) {
    if (shape == Shape::unknown || m_view->notion(identifier) != Notion::identifier)
        return;
    const auto* name = find(identifier.text(), identifier.begin().offset);
    if (name == nullptr || name->shape != Shape::unknown)
        return;
    m_names[static_cast<std::size_t>(name - m_names.data())].shape = shape;
}

void Scope::infer_annotation(const Node& node) {
    const auto type = node.field("type");
    if (!type)
        return;
    const auto shape = shape_of_annotation(type.text());
    code::walk(node, [&](const Node& each) {
        if (same(each, type))
            return false;
        if (m_view->notion(each) == Notion::identifier)
            suggest(each, shape);
        return !is_expression(m_view->notion(each)) || m_view->notion(each) == Notion::identifier;
    });
}

void Scope::infer_from(const Node& node) {
    switch (m_view->notion(node)) {
        case Notion::assignment:
        case Notion::declarator:
        case Notion::augmented:
        case Notion::parameter_default:
            suggest(m_view->target(node), shape_of(m_view->value(node)));
            break;
        case Notion::step:
            suggest(m_view->operand(node), Shape::number);
            break;
        case Notion::function:
            suggest(node.field("name"), Shape::callable);
            break;
        case Notion::call:
            suggest(m_view->callee(node), Shape::callable);
            for (const auto& each : m_view->arguments(node))
                suggest(each, shape_of_argument(m_view->called_name(node).text()));
            break;
        case Notion::index:
            suggest(m_view->container(node), Shape::sequence);
            break;
        case Notion::loop_each:
        case Notion::comprehension_clause:
            suggest(m_view->value(node), Shape::sequence);
            if (is_counting(m_view->called_name(m_view->value(node)).text()))
                suggest(m_view->target(node), Shape::number);
            break;
        case Notion::binary: {
            const auto parts = m_view->binary(node);
            if (!parts)
                break;
            const auto kind = class_of(parts->sign.text());
            const bool counts =
                (kind == code::SignClass::arithmetic && parts->sign.text() != "+") ||
                kind == code::SignClass::order || kind == code::SignClass::bitwise;
            suggest(parts->left, counts ? Shape::number : shape_of(parts->right));
            suggest(parts->right, counts ? Shape::number : shape_of(parts->left));
            break;
        }
        default:
            break;
    }
}

void Scope::infer() {
    const auto root = m_view->tree().root();
    code::walk(root, [&](const Node& node) {
        infer_annotation(node);
        return true;
    });
    // Twice, since what a later line tells of one name tells of others.
    for (int pass = 0; pass < 2; ++pass)
        code::walk(root, [&](const Node& node) {
            if (node.is_named())
                infer_from(node);
            return true;
        });
}

}  // namespace mendel::repair
