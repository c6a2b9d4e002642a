#include <fmt/format.h>

#include "repair/operators.hpp"
#include "repair/operators/expressions.hpp"

namespace mendel::repair {

using code::class_of;
using code::Notion;

namespace {

bool is_negation(const code::View& view, const code::Node& node) {
    const auto sign = view.sign(node).text();
    return view.notion(node) == Notion::unary && (sign == "not" || sign == "!");
}

/// A condition, a filter's answer, or a returned truth.
bool is_truth(const Site& site) {
    if (site.view.is_condition(site.node))
        return true;
    const auto kind = site.parent;
    return (kind == Notion::returns || kind == Notion::lambda) &&
           site.program.scope().shape_of(site.node) == Shape::truth;
}

void propose(const Site& site, Sink& sink) {
    const auto& view = site.view;
    if (is_negation(view, site.node))
        return sink.replace(site.node, std::string(view.operand(site.node).text()), 0.9);
    if (site.notion == Notion::unary && view.sign(site.node).text() == "-")
        return sink.replace(site.node, std::string(view.operand(site.node).text()), 0.7);
    if (!site.is_value || site.notion == Notion::group || is_negation(view, site.node.parent()))
        return;
    if (is_truth(site)) {
        // A comparison has its own opposite.
        const auto parts = view.binary(site.node);
        const bool is_compared = parts && class_of(parts->sign.text()) != code::SignClass::logical;
        const auto wanted = view.syntax().indented ? 0 : 9;
        const auto negated =
            fmt::format("{}{}", view.syntax().negation, operand_text(view, site.node, wanted));
        return sink.replace(site.node, negated, is_compared ? 0.3 : 0.9);
    }
    if (may_be_number(site) && site.parent != Notion::index)
        sink.replace(
            site.node,
            around(view, site.node, fmt::format("-{}", operand_text(view, site.node, 3)), 3), 0.3);
}

}  // namespace

const Operator k_negation_operator{.name = "negation",
                                   .purpose = "a condition or number negated, or no longer",
                                   .prior = 0.75,
                                   .propose = propose};

}  // namespace mendel::repair
