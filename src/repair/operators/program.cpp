#include "repair/operators/program.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>

namespace mendel::repair {

using code::Node;
using code::Notion;

namespace {

constexpr std::size_t k_heaviest = 9;
constexpr std::size_t k_most_ingredients = 20'000;

bool is_ingredient(Notion notion) {
    switch (notion) {
        case Notion::binary:
        case Notion::call:
        case Notion::index:
        case Notion::member:
        case Notion::integer:
        case Notion::floating:
        case Notion::text:
        case Notion::truth:
        case Notion::nothing:
        case Notion::unary:
        case Notion::list:
        case Notion::tuple:
        case Notion::mapping:
            return true;
        default:
            return false;
    }
}

bool is_simple(Notion notion) {
    return notion == Notion::statement || notion == Notion::returns || notion == Notion::jump ||
           notion == Notion::raises || notion == Notion::assignment ||
           notion == Notion::augmented || notion == Notion::step || notion == Notion::declarator;
}

}  // namespace

base::Result<std::unique_ptr<Program>> Program::read(std::string path, const std::string& text) {
    const auto language = code::language_of(path, text);
    if (!language)
        return base::fail(base::ErrorKind::user, "The language is not known. Leave the file out.",
                          path);
    auto tree = code::Tree::parse(*language, text);
    if (!tree)
        return base::fail(tree.error());
    return std::unique_ptr<Program>(new Program(std::move(path), std::move(*tree)));
}

Program::Program(std::string path, code::Tree tree)
    : m_path(std::move(path)),
      m_tree(std::move(tree)),
      m_view(m_tree),
      m_words(&words_of(m_tree.language())),
      m_scope(m_view),
      m_indent_step(find_indent_step()) {
    collect();
    collect_uses();
}

void Program::collect() {
    std::set<std::string> seen;
    code::walk(m_tree.root(), [&](const Node& node) {
        const auto kind = m_view.notion(node);
        if (kind == Notion::import)
            return false;
        if (is_simple(kind) && m_view.is_statement(node))
            m_statements.push_back({.node = node, .function = m_view.named_function_of(node)});
        if (m_ingredients.size() >= k_most_ingredients || !is_ingredient(kind) ||
            !m_view.is_value(node))
            return true;
        const auto weight = code::View::weight(node);
        const auto function = m_view.named_function_of(node);
        const auto key = fmt::format("{} {}", function.begin().offset, node.text());
        if (weight > k_heaviest || !seen.insert(key).second)
            return true;
        m_ingredients.push_back({.node = node,
                                 .text = std::string(node.text()),
                                 .shape = m_scope.shape_of(node),
                                 .weight = weight,
                                 .function = function,
                                 .is_condition = m_view.is_condition(node)});
        return true;
    });
}

/// What operators ask of the whole file at each of its nodes.
void Program::collect_uses() {
    std::set<std::tuple<std::string, std::string, bool>> members;
    std::set<std::string> unary;
    code::walk(m_tree.root(), [&](const Node& node) {
        const auto kind = m_view.notion(node);
        if (kind == Notion::member) {
            const auto parent = node.parent();
            MemberUse use{.name = std::string(m_view.member_name(node).text()),
                          .object = std::string(m_view.object(node).text()),
                          .is_called = m_view.notion(parent) == Notion::call &&
                                       same(node, m_view.callee(parent))};
            if (members.emplace(use.name, use.object, use.is_called).second)
                m_members.push_back(std::move(use));
        }
        if (kind != Notion::call)
            return true;
        const auto callee = m_view.callee(node);
        m_called.insert(std::string(m_view.called_name(node).text()));
        const bool is_plain = m_view.notion(callee) == Notion::identifier ||
                              m_view.notion(m_view.object(callee)) == Notion::identifier;
        if (is_plain && m_view.arguments(node).size() == 1 &&
            unary.insert(std::string(callee.text())).second)
            m_unary.emplace_back(callee.text());
        return true;
    });
}

const std::vector<const Ingredient*>& Program::ingredients_for(const Node& node) const {
    const auto function = m_view.named_function_of(node);
    const auto begin = function ? function.begin().offset : std::uint32_t{0xFFFFFFFF};
    const auto [known, is_new] = m_by_function.try_emplace(begin);
    auto& own = known->second;
    if (!is_new)
        return own;
    std::vector<const Ingredient*> others;
    std::set<std::string_view> seen;
    const auto is_own = [&](const Ingredient& each) {
        return each.function == function || each.function.is_null();
    };
    for (const auto& each : m_ingredients)
        if (is_own(each) && seen.insert(each.text).second)
            own.push_back(&each);
    for (const auto& each : m_ingredients)
        if (!is_own(each) && seen.insert(each.text).second)
            others.push_back(&each);
    own.insert(own.end(), others.begin(), others.end());
    return own;
}

std::string Program::indent_of(const Node& node) const {
    const auto& text = m_tree.text();
    const auto begin = node.begin().offset;
    const auto line = begin == 0 ? 0 : text.rfind('\n', begin - 1) + 1;
    const auto end = std::min(text.find_first_not_of(" \t", line), text.size());
    return text.substr(line, end - line);
}

bool Program::begins_line(const Node& node) const {
    return indent_of(node).size() + 1 == static_cast<std::size_t>(node.begin().column);
}

std::string Program::find_indent_step() const {
    std::string step;
    code::walk(m_tree.root(), [&](const Node& node) {
        if (!step.empty())
            return false;
        if (m_view.notion(node) != Notion::block || node.parent().is_null())
            return true;
        const auto statements = statements_of(m_view, node);
        if (statements.empty() || !begins_line(statements.front()))
            return true;
        const auto inner = indent_of(statements.front());
        const auto outer = indent_of(node.parent());
        if (inner.size() > outer.size() && inner.compare(0, outer.size(), outer) == 0)
            step = inner.substr(outer.size());
        return true;
    });
    return step.empty() ? "    " : step;
}

}  // namespace mendel::repair
