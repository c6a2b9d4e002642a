#include <set>

#include <fmt/format.h>

#include "repair/operators.hpp"
#include "repair/operators/expressions.hpp"

namespace mendel::repair {

using code::Notion;

namespace {

bool is_wrappable(const Site& site) {
    if (!site.is_value || site.notion == Notion::truth || site.notion == Notion::nothing ||
        site.notion == Notion::integer || site.notion == Notion::lambda ||
        site.notion == Notion::group)
        return false;
    const auto parent = site.node.parent();
    const auto kind = site.parent;
    const bool is_called = kind == Notion::call && same(site.node, site.view.callee(parent));
    // What a method is called on is wrapped in the language of long chains alone.
    const bool is_chained =
        site.view.syntax().equality == "===" || site.view.syntax().language == code::Language::rust;
    return !is_called && (kind != Notion::member || is_chained);
}

/// Of the numbers' wrappers for numbers alone, and so on; what is unknown may be anything.
double likelihood(const std::string& pattern, Shape shape, const code::View& view) {
    const auto name = pattern.substr(0, pattern.find('('));
    const auto last = name.substr(name.find_last_of(".: ") + 1);
    const auto wants = shape_of_argument(last);
    const auto gives = shape_of_result(view.syntax().language, last);
    if (shape == Shape::unknown)
        return 0.6;
    if (wants != Shape::unknown)
        return fits(shape, wants) ? 1 : 0.1;
    return gives == shape ? 0.8 : 0.4;
}

void wrap(const Site& site, Sink& sink) {
    const auto shape = site.program.scope().shape_of(site.node);
    const auto& words = site.program.words();
    const auto text = std::string(site.node.text());
    const auto tail = operand_text(site.view, site.node, 9);
    for (const auto& pattern : words.wrappers) {
        const bool is_power = pattern.compare(0, 2, "{}") == 0;
        sink.replace(site.node,
                     is_power ? around(site.view, site.node, filled(pattern, tail), 2)
                              : filled(pattern, text),
                     likelihood(pattern, shape, site.view));
    }
    const auto append = [&](const Words::List& methods, bool is_likely) {
        for (const auto& method : methods)
            sink.replace(site.node, tail + method, is_likely ? 0.7 : 0.25);
    };
    const bool is_open = shape == Shape::unknown;
    if (is_open || shape == Shape::text)
        append(words.text_methods, shape == Shape::text);
    if (is_open || shape == Shape::sequence || shape == Shape::text)
        append(words.sequence_methods, shape == Shape::sequence);
    if (is_open || shape == Shape::mapping)
        append(words.mapping_methods, shape == Shape::mapping);
}

/// In the order that a table of the scope gives.
void sort_by_table(const Site& site, Sink& sink) {
    const auto shape = site.program.scope().shape_of(site.node);
    const auto& syntax = site.view.syntax();
    if (shape != Shape::sequence && shape != Shape::unknown)
        return;
    for (const auto* name : site.program.scope().visible_at(site.node.begin().offset)) {
        if (name->shape != Shape::mapping)
            continue;
        if (syntax.indented)
            sink.replace(
                site.node,
                fmt::format("sorted({}, key=lambda x: {}[x])", site.node.text(), name->text), 0.6);
        if (syntax.equality == "===")
            sink.replace(site.node,
                         fmt::format("{0}.sort((a, b) => {1}[a] - {1}[b])",
                                     operand_text(site.view, site.node, 9), name->text),
                         0.6);
    }
    if (syntax.indented)
        for (const auto* order :
             {"reverse=True", "key=len", "key=lambda x: x[0]", "key=lambda x: x[1]"})
            sink.replace(site.node, fmt::format("sorted({}, {})", site.node.text(), order), 0.3);
}

/// Functions of the file and of its imports that are called with one argument somewhere.
void wrap_with_own(const Site& site, Sink& sink) {
    std::set<std::string> seen;
    if (site.view.syntax().language == code::Language::python)
        for (const auto& function : site.program.unary_functions())
            if (seen.insert(function).second)
                sink.replace(site.node, fmt::format("{}({})", function, site.node.text()), 0.5);
    for (const auto* name : site.program.scope().visible_at(site.node.begin().offset))
        if (name->shape == Shape::callable && seen.insert(name->text).second)
            sink.replace(site.node, fmt::format("{}({})", name->text, site.node.text()), 0.85);
}

/// `f(x)` as `x`, `x.f()` as `x`.
void unwrap(const Site& site, Sink& sink) {
    const auto arguments = site.view.arguments(site.node);
    const auto receiver = site.view.receiver(site.node);
    for (const auto& each : arguments)
        if (site.view.notion(each) != Notion::keyword)
            sink.replace(site.node, std::string(each.text()), arguments.size() == 1 ? 0.6 : 0.4);
    if (receiver)
        sink.replace(site.node, std::string(receiver.text()), 0.5);
}

void propose(const Site& site, Sink& sink) {
    if (site.notion == Notion::call && site.is_value && site.parent != Notion::statement)
        unwrap(site, sink);
    if (!is_wrappable(site) || site.parent == Notion::statement)
        return;
    wrap(site, sink);
    wrap_with_own(site, sink);
    sort_by_table(site, sink);
}

}  // namespace

const Operator k_wrapper_operator{
    .name = "wrapper",
    .purpose = "a call around an expression that is missing or needless",
    .prior = 0.5,
    .propose = propose};

}  // namespace mendel::repair
