#include <fmt/format.h>

#include "repair/operators.hpp"
#include "repair/operators/expressions.hpp"

namespace mendel::repair {

using code::Node;
using code::Notion;

namespace {

constexpr std::size_t k_most_names = 12;

/// `while True` as `while queue`.
void change_condition(const Site& site, Sink& sink) {
    const auto condition = site.view.condition(site.node);
    const auto& syntax = site.view.syntax();
    if (!condition || (site.view.notion(condition) != Notion::truth && condition.text() != "1"))
        return;
    for (const auto* name : site.program.scope().visible_at(site.node.begin().offset)) {
        if (!name->is_local || name->shape == Shape::callable)
            continue;
        const auto add = [&](std::string_view pattern, double plausibility) {
            if (!pattern.empty())
                sink.replace(condition, filled(pattern, name->text), plausibility);
        };
        const bool is_number = name->shape == Shape::number;
        add(is_number ? std::string_view("{0} > 0") : syntax.is_filled, 0.9);
        if (!is_number)
            add(syntax.is_something, 0.5);
    }
}

/// Another collection to loop over, a part of it, its pairs.
void change_iterable(const Site& site, const Node& iterable, Sink& sink) {
    const auto& scope = site.program.scope();
    std::size_t count = 0;
    for (const auto* name : scope.visible_at(site.node.begin().offset)) {
        const bool is_many = fits(name->shape, Shape::sequence) || name->shape == Shape::mapping;
        if (!name->is_local || !is_many || name->shape == Shape::callable ||
            name->bound_at >= site.node.begin().offset)
            continue;
        if (++count > k_most_names)
            break;
        sink.replace(iterable, name->text, 0.6);
        if (site.view.syntax().indented)
            sink.replace(iterable, fmt::format("enumerate({})", name->text), 0.25);
    }
}

/// Bounds of range(): `range(n)` from 1, up to n + 1, downwards.
void change_range(const Site& site, Sink& sink) {
    const auto name = site.view.called_name(site.node).text();
    const auto arguments = site.view.arguments(site.node);
    if (name == "enumerate" && arguments.size() == 1) {
        for (const auto* start : {"1", "2"})
            sink.replace(arguments[0], fmt::format("{}, {}", arguments[0].text(), start), 0.6);
        return;
    }
    if (name != "range" || arguments.empty())
        return;
    const auto last = arguments.size() == 1 ? arguments[0] : arguments[1];
    const auto end = operand_text(site.view, last, 1);
    const auto add = [&](const std::string& text, double plausibility) {
        sink.replace(site.node, fmt::format("range({})", text), plausibility);
    };
    if (arguments.size() == 1) {
        add(fmt::format("1, {}", last.text()), 0.8);
        add(fmt::format("1, {} + 1", end), 0.8);
        add(fmt::format("2, {}", last.text()), 0.5);
        add(fmt::format("2, {} + 1", end), 0.4);
        add(fmt::format("{} - 1, -1, -1", end), 0.5);
        add(fmt::format("{}, 0, -1", end), 0.3);
    } else if (arguments.size() == 2) {
        const auto start = arguments[0].text();
        add(std::string(last.text()), 0.6);
        add(fmt::format("{}, {}, -1", start, end), 0.5);
        add(fmt::format("{}, {}, 2", start, end), 0.3);
        add(fmt::format("0, {}", last.text()), 0.6);
        add(fmt::format("1, {}", last.text()), 0.6);
    }
}

/// The variables of two loops, or of one that binds two, taken for each other.
void exchange_targets(const Site& site, Sink& sink) {
    const auto target = site.view.target(site.node);
    const auto names = target.named_children();
    if (names.size() == 2 && site.view.notion(target) != Notion::identifier)
        sink.swap(names[0], names[1], 0.6);
}

/// A comprehension's filter that is missing or too many.
void change_filter(const Site& site, Sink& sink) {
    if (!site.view.syntax().indented)
        return;
    bool is_filtered = false;
    for (const auto& child : site.node.named_children())
        if (child.type() == "if_clause") {
            is_filtered = true;
            const auto begin = child.previous_sibling().end().offset;
            sink.edit({{.begin = begin, .end = child.end().offset, .text = ""}},
                      fmt::format("leave out {}", child.text()), 0.4);
        }
    const auto clauses = site.node.named_children();
    if (is_filtered || clauses.size() < 2)
        return;
    const auto last = clauses.back();
    const auto at = last.end().offset;
    const auto variable = site.view.target(last).text();
    for (const auto* question : {"if {0}", "if {0} is not None", "if {0} > 0", "if not {0}"}) {
        const auto text = filled(question, variable);
        sink.edit({{.begin = at, .end = at, .text = " " + text}}, "keep only " + text, 0.3);
    }
}

void propose(const Site& site, Sink& sink) {
    switch (site.notion) {
        case Notion::loop_while:
            return change_condition(site, sink);
        case Notion::loop_each:
        case Notion::comprehension_clause:
            if (const auto iterable = site.view.value(site.node))
                change_iterable(site, iterable, sink);
            return exchange_targets(site, sink);
        case Notion::comprehension:
            return change_filter(site, sink);
        case Notion::call:
            if (site.view.syntax().indented)
                change_range(site, sink);
            return;
        default:
            return;
    }
}

}  // namespace

const Operator k_loop_operator{
    .name = "loop",
    .purpose = "what a loop goes over and until when: range, enumerate, while",
    .prior = 0.7,
    .propose = propose};

}  // namespace mendel::repair
