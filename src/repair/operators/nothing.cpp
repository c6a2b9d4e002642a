#include <fmt/format.h>

#include "repair/operators.hpp"
#include "repair/operators/expressions.hpp"

namespace mendel::repair {

using code::Node;
using code::Notion;

namespace {

/// `if x` as `if x is not None`, for values that are false but there.
void ask_for_nothing(const Site& site, Sink& sink) {
    const auto& syntax = site.view.syntax();
    const auto text = operand_text(site.view, site.node, 9);
    sink.replace(site.node, filled(syntax.is_something, text), 0.8);
    sink.replace(site.node, filled(syntax.is_nothing, text), 0.5);
}

/// `a.b` of something that may not be there.
void guard_member(const Site& site, Sink& sink) {
    const auto& syntax = site.view.syntax();
    const auto object = site.view.object(site.node);
    if (syntax.language == code::Language::python) {
        sink.replace(
            site.node,
            around(site.view, site.node,
                   fmt::format("{} if {} is not None else None", site.node.text(), object.text()),
                   -2),
            0.3);
    } else if (syntax.equality == "===") {
        const auto name = site.view.member_name(site.node);
        sink.replace(site.node, fmt::format("{}?.{}", object.text(), name.text()), 0.5);
    }
}

/// A fallback for a value that may be missing.
void fall_back(const Site& site, Sink& sink) {
    const auto& syntax = site.view.syntax();
    const auto parent = site.parent;
    const bool is_given = parent == Notion::assignment || parent == Notion::declarator ||
                          parent == Notion::returns || parent == Notion::arguments ||
                          parent == Notion::loop_each;
    const bool is_script = syntax.equality == "===";
    if (!is_given || (!is_script && !syntax.indented))
        return;
    const auto* sign = is_script ? "??" : "or";
    for (const auto* value : {"0", "[]", "''", "{}"})
        sink.replace(site.node, fmt::format("{} {} {}", site.node.text(), sign, value), 0.25);
}

void propose(const Site& site, Sink& sink) {
    const auto& syntax = site.view.syntax();
    if (syntax.is_nothing.empty() || !site.is_value)
        return;
    const bool is_name = site.notion == Notion::identifier || site.notion == Notion::member ||
                         site.notion == Notion::call || site.notion == Notion::index;
    if (is_name && site.view.is_condition(site.node))
        ask_for_nothing(site, sink);
    if (site.notion == Notion::member)
        guard_member(site, sink);
    if (is_name)
        fall_back(site, sink);
}

}  // namespace

const Operator k_nothing_operator{.name = "nothing",
                                  .purpose = "a value that may not be there is asked for",
                                  .prior = 0.45,
                                  .propose = propose};

}  // namespace mendel::repair
