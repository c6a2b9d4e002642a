#include <fmt/format.h>

#include "repair/operators.hpp"
#include "repair/operators/expressions.hpp"

namespace mendel::repair {

using code::Node;
using code::Notion;

namespace {

/// `return True` where the state tells: `return depth == 0`, `return not stack`.
void return_state(const Site& site, const Node& value, Sink& sink) {
    const auto& syntax = site.view.syntax();
    for (const auto* name : site.program.scope().visible_at(site.node.begin().offset)) {
        if (!name->is_local)
            continue;
        const auto add = [&](std::string_view pattern, double plausibility) {
            if (!pattern.empty())
                sink.replace(value, filled(pattern, name->text), plausibility);
        };
        switch (name->shape) {
            case Shape::number:
            case Shape::unknown:
                add(fmt::format("{{0}} {} 0", syntax.equality), 0.8);
                add("{0} > 0", 0.5);
                add(fmt::format("{{0}} {} 1", syntax.equality), 0.4);
                break;
            case Shape::sequence:
            case Shape::text:
            case Shape::mapping:
                add(syntax.is_empty, 0.8);
                add(syntax.is_filled, 0.5);
                break;
            case Shape::truth:
                add("{0}", 0.8);
                add(fmt::format("{}{{0}}", syntax.negation), 0.7);
                break;
            default:
                break;
        }
    }
}

/// Any name of the function in place of what is returned.
void return_name(const Site& site, const Node& value, Sink& sink) {
    for (const auto* name : site.program.scope().visible_at(site.node.begin().offset))
        if (name->is_local && name->shape != Shape::callable)
            sink.replace(value, name->text, 0.6);
}

/// A call whose result is thrown away at the end of a function.
void return_statement(const Site& site, Sink& sink) {
    const auto inner = site.view.operand(site.node);
    if (!is_expression(site.view.notion(inner)) || !site.view.function_of(site.node))
        return;
    const auto at = site.node.begin().offset;
    sink.edit({{.begin = at, .end = at, .text = "return "}}, fmt::format("return {}", inner.text()),
              0.6);
}

void propose(const Site& site, Sink& sink) {
    if (site.is_statement && site.notion == Notion::statement)
        return_statement(site, sink);
    if (site.notion != Notion::returns)
        return;
    const auto value = site.view.operand(site.node);
    if (!value)
        return;
    const auto kind = site.view.notion(value);
    if (kind == Notion::truth)
        return_state(site, value, sink);
    return_name(site, value, sink);
    if (site.program.scope().shape_of(value) == Shape::unknown && kind != Notion::list) {
        sink.replace(value, std::string(site.view.syntax().truth), 0.2);
        sink.replace(value, std::string(site.view.syntax().falsehood), 0.2);
    }
}

}  // namespace

const Operator k_return_operator{.name = "return",
                                 .purpose = "another result, or a result that is thrown away",
                                 .prior = 0.65,
                                 .propose = propose};

}  // namespace mendel::repair
