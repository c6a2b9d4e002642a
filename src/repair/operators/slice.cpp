#include <fmt/format.h>

#include "repair/operators.hpp"
#include "repair/operators/expressions.hpp"

namespace mendel::repair {

using code::Node;
using code::Notion;

namespace {

constexpr std::size_t k_most_bounds = 8;

bool may_be_sequence(const Site& site) {
    const auto shape = site.program.scope().shape_of(site.node);
    const auto parent = site.node.parent();
    const auto kind = site.parent;
    const bool is_open =
        shape == Shape::sequence || shape == Shape::text || shape == Shape::unknown;
    const bool is_called = kind == Notion::call && same(site.node, site.view.callee(parent));
    const bool is_name = site.notion == Notion::identifier || site.notion == Notion::call ||
                         site.notion == Notion::member || site.notion == Notion::index;
    return is_open && !is_called && kind != Notion::member && is_name && kind != Notion::binary;
}

/// `xs` as `xs[1:]`, `xs[k:]`, `xs[:-1]`, `xs[0]`.
void cut(const Site& site, Sink& sink) {
    const auto& syntax = site.view.syntax();
    if (syntax.tail_slice.empty())
        return;
    const auto own = operand_text(site.view, site.node, 9);
    const auto known = site.program.scope().shape_of(site.node) != Shape::unknown;
    const double weight = known ? 1 : 0.6;
    sink.replace(site.node, filled(syntax.tail_slice, own, "1"), 0.8 * weight);
    if (syntax.indented) {
        sink.replace(site.node, filled(syntax.head_slice, own, "-1"), 0.7 * weight);
        sink.replace(site.node, own + "[::-1]", 0.5 * weight);
    }
    std::size_t count = 0;
    for (const auto* name : site.program.scope().visible_at(site.node.begin().offset)) {
        if (!name->is_local || !fits(name->shape, Shape::number) || name->text == own ||
            name->shape == Shape::truth)
            continue;
        if (++count > k_most_bounds)
            break;
        const double kind = name->shape == Shape::number ? 0.7 : 0.35;
        sink.replace(site.node, filled(syntax.tail_slice, own, name->text), kind * weight);
        sink.replace(site.node, filled(syntax.head_slice, own, name->text), kind * weight);
        sink.replace(site.node, filled(syntax.tail_slice, own, name->text + " + 1"),
                     0.6 * kind * weight);
        sink.replace(site.node, fmt::format("{}[{}]", own, name->text), 0.6 * kind * weight);
    }
    sink.replace(site.node, own + "[0]", 0.4 * weight);
    sink.replace(site.node, filled(syntax.last_item, own), 0.4 * weight);
}

/// Bounds of a Python slice: left out, set to 1 or -1, exchanged.
void change_bounds(const Site& site, Sink& sink) {
    const std::string text(site.node.text());
    const auto colon = text.find(':');
    if (colon == std::string::npos || !site.view.syntax().indented)
        return;
    const auto from = text.substr(0, colon);
    const auto to = text.substr(colon + 1);
    sink.replace(site.node, ":" + to, 0.5);
    sink.replace(site.node, from + ":", 0.6);
    if (from.empty())
        sink.replace(site.node, "1:" + to, 0.6);
    if (to.empty())
        sink.replace(site.node, from + ":-1", 0.6);
    if (from.empty() != to.empty())
        sink.replace(site.node, to + ":" + from, 0.7);
    if (!from.empty() && !to.empty())
        sink.replace(site.node, to + ":" + from, 0.3);
}

/// `xs[i]` as `xs[i:]`, `xs[:i]` and `xs`.
void change_index(const Site& site, Sink& sink) {
    const auto& syntax = site.view.syntax();
    const auto container = std::string(site.view.container(site.node).text());
    const auto subscript = site.view.subscript(site.node);
    sink.replace(site.node, container, 0.5);
    if (site.view.notion(subscript) == Notion::slice || syntax.tail_slice.empty())
        return;
    if (!site.is_value)
        return;
    sink.replace(site.node, filled(syntax.tail_slice, container, subscript.text()), 0.4);
    sink.replace(site.node, filled(syntax.head_slice, container, subscript.text()), 0.4);
}

void propose(const Site& site, Sink& sink) {
    if (site.notion == Notion::slice)
        return change_bounds(site, sink);
    if (site.notion == Notion::index && site.is_value)
        change_index(site, sink);
    if (site.is_value && may_be_sequence(site))
        cut(site, sink);
}

}  // namespace

const Operator k_slice_operator{
    .name = "slice",
    .purpose = "a part in place of the whole, the whole in place of a part, other bounds",
    .prior = 0.6,
    .propose = propose};

}  // namespace mendel::repair
