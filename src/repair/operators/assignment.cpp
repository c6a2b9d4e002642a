#include <fmt/format.h>

#include "repair/operators.hpp"
#include "repair/operators/expressions.hpp"

namespace mendel::repair {

using code::Node;
using code::Notion;

namespace {

/// The best so far, taken anew each time: `best = x` for `best = max(best, x)`.
void keep_best(const Site& site, const Node& target, const Node& value, Sink& sink) {
    const auto language = site.view.syntax().language;
    if (site.view.notion(target) != Notion::identifier || value.text().size() > 60)
        return;
    const bool is_script = site.view.syntax().nothing == "null" && site.view.syntax().end == ";";
    for (const auto* name : {"max", "min"}) {
        const auto function = language == code::Language::python ? std::string(name)
                              : is_script                        ? fmt::format("Math.{}", name)
                              : language == code::Language::cpp  ? fmt::format("std::{}", name)
                                                                 : std::string(name);
        sink.replace(value, fmt::format("{}({}, {})", function, target.text(), value.text()), 0.8);
        if (value.text() != "0")
            sink.replace(value, fmt::format("{}(0, {})", function, value.text()), 0.5);
    }
}

/// `best = max(xs)` for `best = max(best, x)`.
void compare_names(const Site& site, const Node& target, const Node& value, Sink& sink) {
    const auto name = site.view.called_name(value).text();
    if (site.view.notion(value) != Notion::call ||
        (name != "max" && name != "min" && name != "Max" && name != "Min"))
        return;
    for (const auto* other : site.program.scope().visible_at(site.node.begin().offset))
        if (other->is_local && fits(other->shape, Shape::number) && other->text != target.text() &&
            other->shape != Shape::callable)
            sink.replace(value,
                         fmt::format("{}({}, {})", site.view.callee(value).text(), target.text(),
                                     other->text),
                         0.7);
}

/// `d[k] = v` that should have added to what is there.
void change_in_place(const Site& site, const Node& target, const Node& value, Sink& sink) {
    if (site.view.syntax().language != code::Language::python || site.parent != Notion::statement ||
        site.view.notion(target) == Notion::tuple)
        return;
    for (const auto* method : {"update", "append", "extend", "add"})
        sink.replace(site.node, fmt::format("{}.{}({})", target.text(), method, value.text()), 0.4);
}

/// `x = f(y)` that should have added to x.
void accumulate(const Node& target, const Node& value, Sink& sink) {
    sink.replace(value, fmt::format("{} + {}", target.text(), value.text()), 0.4);
    sink.replace(value, fmt::format("{} * {}", target.text(), value.text()), 0.2);
}

void propose(const Site& site, Sink& sink) {
    if (site.notion != Notion::assignment && site.notion != Notion::declarator)
        return;
    const auto target = site.view.target(site.node);
    const auto value = site.view.value(site.node);
    if (!target || !value)
        return;
    // `a, b = x, y`
    const auto left = target.named_children();
    const auto right = value.named_children();
    if (left.size() == right.size() && left.size() == 2 && site.view.notion(value) == Notion::tuple)
        sink.swap(right[0], right[1], 0.9);
    if (site.notion == Notion::assignment) {
        keep_best(site, target, value, sink);
        accumulate(target, value, sink);
        compare_names(site, target, value, sink);
        change_in_place(site, target, value, sink);
    }
}

}  // namespace

const Operator k_assignment_operator{
    .name = "assignment",
    .purpose = "an assigned value that forgets what was there: kept maximum, sum, exchange",
    .prior = 0.55,
    .propose = propose};

}  // namespace mendel::repair
