#include "repair/operators.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "repair/operators/expressions.hpp"

namespace mendel::repair {

using code::Node;

namespace {

constexpr std::size_t k_shown = 50;

std::string shown(std::string_view text) {
    return base::ellipsize(base::replace_all(base::trim(text), "\n", " "), k_shown);
}

/// What the node is in; Go's statements hold lists of expressions even where there is one.
Node owner_of(const Node& node) {
    const auto parent = node.parent();
    return parent.type() == "expression_list" && parent.named_children().size() == 1
               ? parent.parent()
               : parent;
}

code::Edit edit_of(const Node& node, std::string text) {
    return {.begin = node.begin().offset, .end = node.end().offset, .text = std::move(text)};
}

std::string indented(const std::string& text, const std::string& indent) {
    return base::replace_all(text, "\n", "\n" + indent);
}

}  // namespace

void Sink::edit(std::vector<code::Edit> edits, std::string summary, double plausibility) {
    m_changes.push_back({.edits = std::move(edits),
                         .summary = std::move(summary),
                         .plausibility = std::clamp(plausibility, 0.0, 1.0)});
}

void Sink::replace(const Node& node, const std::string& text, double plausibility) {
    if (node.text() == text)
        return;
    edit({edit_of(replaced_by(m_site.view, node, text), text)},
         fmt::format("use {} in place of {}", shown(text), shown(node.text())), plausibility);
}

void Sink::swap(const Node& left, const Node& right, double plausibility) {
    if (left.text() == right.text())
        return;
    edit({edit_of(left, std::string(right.text())), edit_of(right, std::string(left.text()))},
         fmt::format("exchange {} and {}", shown(left.text()), shown(right.text())), plausibility);
}

void Sink::insert_before(const Node& statement, const std::string& text, double plausibility) {
    if (!m_site.program.begins_line(statement))
        return;
    const auto indent = m_site.program.indent_of(statement);
    const auto at = statement.begin().offset;
    edit({{.begin = at, .end = at, .text = indented(text, indent) + "\n" + indent}},
         fmt::format("add {} before {}", shown(text), shown(statement.text())), plausibility);
}

void Sink::insert_after(const Node& statement, const std::string& text, double plausibility) {
    if (!m_site.program.begins_line(statement))
        return;
    const auto& source = m_site.program.tree().text();
    const auto rest = source.find_first_not_of(" \t\r;", statement.end().offset);
    if (rest != std::string::npos && source[rest] != '\n' && source[rest] != '#' &&
        source.compare(rest, 2, "//") != 0)
        return;
    const auto indent = m_site.program.indent_of(statement);
    const auto at = static_cast<std::uint32_t>(
        std::min(source.find('\n', statement.end().offset), source.size()));
    edit({{.begin = at, .end = at, .text = "\n" + indent + indented(text, indent)}},
         fmt::format("add {} after {}", shown(text), shown(statement.text())), plausibility);
}

void Sink::remove(const Node& statement, double plausibility) {
    const auto& view = m_site.view;
    const auto summary = fmt::format("remove {}", shown(statement.text()));
    if (view.syntax().indented && statements_of(view, statement.parent()).size() == 1)
        return edit({edit_of(statement, "pass")}, summary, plausibility);
    edit({code::removal_of(statement)}, summary, plausibility);
}

const std::vector<Operator>& operators() {
    static const std::vector<Operator> k_operators = {
        k_access_operator,    k_argument_operator,   k_arithmetic_operator, k_assignment_operator,
        k_async_operator,     k_branch_operator,     k_collection_operator, k_comparison_operator,
        k_condition_operator, k_constant_operator,   k_copy_operator,       k_default_operator,
        k_exception_operator, k_expression_operator, k_generator_operator,  k_guard_operator,
        k_insertion_operator, k_jump_operator,       k_logical_operator,    k_loop_operator,
        k_member_operator,    k_method_operator,     k_move_operator,       k_negation_operator,
        k_nothing_operator,   k_off_by_one_operator, k_operand_operator,    k_order_operator,
        k_regroup_operator,   k_removal_operator,    k_return_operator,     k_slice_operator,
        k_sort_operator,      k_text_operator,       k_variable_operator,   k_wrapper_operator};
    return k_operators;
}

std::vector<Change> changes_at(const Operator& chosen, const Program& program, const Node& node) {
    std::vector<Change> changes;
    const auto& view = program.view();
    const Site site{.program = program,
                    .view = view,
                    .node = node,
                    .notion = view.notion(node),
                    .parent = view.notion(owner_of(node)),
                    .is_value = view.is_value(node),
                    .is_statement = view.is_statement(node)};
    Sink sink(site, changes);
    chosen.propose(site, sink);
    return changes;
}

}  // namespace mendel::repair
