#include <fmt/format.h>

#include "repair/operators.hpp"

namespace mendel::repair {

using code::Node;
using code::Notion;

namespace {

bool yields(const Site& site, const Node& function) {
    bool found = false;
    code::walk(function, [&](const Node& node) {
        found = found || site.view.notion(node) == Notion::yields;
        return !found;
    });
    return found;
}

/// `yield x` as `yield from x`, as `return x`; a call of a generator whose results are lost.
void propose(const Site& site, Sink& sink) {
    if (site.view.syntax().language != code::Language::python)
        return;
    if (site.notion == Notion::yields) {
        const auto value = site.view.operand(site.node);
        if (!value)
            return;
        const auto is_from = site.node.child(1).text() == "from";
        sink.replace(site.node, fmt::format("yield {}{}", is_from ? "" : "from ", value.text()),
                     0.9);
        const auto arguments = site.view.arguments(value);
        if (arguments.size() == 1)
            sink.replace(site.node, fmt::format("yield {}", arguments[0].text()), 0.6);
        if (site.parent == Notion::statement)
            sink.replace(site.node, fmt::format("return {}", value.text()), 0.4);
        return;
    }
    const auto function = site.view.named_function_of(site.node);
    const bool is_lost_call = site.notion == Notion::statement && site.is_statement &&
                              site.view.notion(site.view.operand(site.node)) == Notion::call;
    if (is_lost_call && function && yields(site, function))
        sink.replace(site.node, fmt::format("yield from {}", site.node.text()), 0.8);
    if (site.notion == Notion::returns && function && yields(site, function))
        if (const auto value = site.view.operand(site.node)) {
            sink.replace(site.node, fmt::format("yield {}", value.text()), 0.6);
            sink.replace(site.node, fmt::format("yield from {}", value.text()), 0.6);
        }
}

}  // namespace

const Operator k_generator_operator{.name = "generator",
                                    .purpose = "yield, yield from and return taken for each other",
                                    .prior = 0.6,
                                    .propose = propose};

}  // namespace mendel::repair
