#include <fmt/format.h>

#include "repair/operators.hpp"

namespace mendel::repair {

using code::Node;
using code::Notion;

namespace {

/// A default that is made once and changed by every call: Python's `def f(items=[])`.
void make_anew(const Site& site, const Node& value, Sink& sink) {
    const auto function = site.view.function_of(site.node);
    const auto body = site.view.body(function);
    const auto statements = body ? statements_of(site.view, body) : std::vector<Node>();
    if (statements.empty() || !site.program.begins_line(statements.front()))
        return;
    const auto name = site.view.target(site.node).text();
    const auto indent = site.program.indent_of(statements.front());
    const auto at = statements.front().begin().offset;
    const auto guard = fmt::format("if {} is None:\n{}{}{} = {}\n{}", name, indent,
                                   site.program.indent_step(), name, value.text(), indent);
    sink.edit({{.begin = value.begin().offset, .end = value.end().offset, .text = "None"},
               {.begin = at, .end = at, .text = guard}},
              fmt::format("make the default of {} anew in each call", name), 1);
}

void propose(const Site& site, Sink& sink) {
    if (site.notion != Notion::parameter_default)
        return;
    const auto value =
        site.node.field("value") ? site.node.field("value") : site.view.value(site.node);
    if (!value)
        return;
    const auto kind = site.view.notion(value);
    const bool is_mutable = kind == Notion::list || kind == Notion::mapping ||
                            kind == Notion::set ||
                            (kind == Notion::call && site.view.arguments(value).empty());
    if (is_mutable && site.view.syntax().indented)
        make_anew(site, value, sink);
    const auto& words = site.program.words();
    for (const auto* list : {&words.numbers, &words.values, &words.texts})
        for (const auto& text : *list)
            sink.replace(value, text, 0.5);
}

}  // namespace

const Operator k_default_operator{
    .name = "default",
    .purpose = "another default of a parameter; one that calls do not share",
    .prior = 0.6,
    .propose = propose};

}  // namespace mendel::repair
