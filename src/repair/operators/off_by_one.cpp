#include <fmt/format.h>

#include "base/text.hpp"
#include "repair/operators.hpp"
#include "repair/operators/expressions.hpp"

namespace mendel::repair {

using code::class_of;
using code::Node;
using code::Notion;

namespace {

void change_literal(const Node& node, Sink& sink) {
    const auto value = base::to_number(node.text());
    if (value < 0)
        return;
    sink.replace(node, std::to_string(value + 1), 0.9);
    if (value > 0)
        sink.replace(node, std::to_string(value - 1), 0.9);
}

/// "x + 1" and "x - 1": the other sign, and none at all.
bool change_step(const Site& site, Sink& sink) {
    const auto parts = site.view.binary(site.node);
    if (!parts || parts->right.text() != "1")
        return false;
    const auto sign = parts->sign.text();
    if (sign != "+" && sign != "-")
        return false;
    sink.replace(site.node, std::string(parts->left.text()), 0.95);
    sink.replace(parts->sign, sign == "+" ? "-" : "+", 0.8);
    return true;
}

/// How likely one step is missing where the value stands.
double likelihood(const Site& site) {
    const auto parent = site.node.parent();
    switch (site.view.notion(parent)) {
        case Notion::slice:
        case Notion::arguments:
        case Notion::index:
            return 0.9;
        case Notion::binary: {
            const auto parts = site.view.binary(parent);
            return parts && class_of(parts->sign.text()) == code::SignClass::order ? 0.8 : 0.4;
        }
        case Notion::returns:
            return 0.7;
        case Notion::assignment:
        case Notion::declarator:
            return 0.6;
        default:
            return 0.3;
    }
}

void propose(const Site& site, Sink& sink) {
    if (!site.is_value)
        return;
    if (site.notion == Notion::integer)
        return change_literal(site.node, sink);
    if (change_step(site, sink) || !may_be_number(site))
        return;
    const auto base = likelihood(site);
    const auto text = operand_text(site.view, site.node, 1);
    sink.replace(site.node, around(site.view, site.node, fmt::format("{} + 1", text), 1), base);
    sink.replace(site.node, around(site.view, site.node, fmt::format("{} - 1", text), 1), base);
}

}  // namespace

const Operator k_off_by_one_operator{
    .name = "off by one",
    .purpose = "one more or one less: literals, bounds, indices, arguments, returned values",
    .prior = 0.95,
    .propose = propose};

}  // namespace mendel::repair
