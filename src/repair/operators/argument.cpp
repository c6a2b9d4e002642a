#include <fmt/format.h>

#include "repair/operators.hpp"
#include "repair/operators/expressions.hpp"

namespace mendel::repair {

using code::Node;
using code::Notion;

namespace {

constexpr std::size_t k_most_added = 12;

void exchange(const std::vector<Node>& arguments, Sink& sink) {
    for (std::size_t i = 0; i < arguments.size(); ++i)
        for (std::size_t j = i + 1; j < arguments.size(); ++j)
            sink.swap(arguments[i], arguments[j], j == i + 1 ? 0.9 : 0.6);
}

/// `f(a, b)` as `f(a)`.
void leave_out(const std::vector<Node>& arguments, Sink& sink) {
    if (arguments.size() < 2)
        return;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const bool is_last = i + 1 == arguments.size();
        const auto begin = is_last ? arguments[i - 1].end().offset : arguments[i].begin().offset;
        const auto end = is_last ? arguments[i].end().offset : arguments[i + 1].begin().offset;
        sink.edit({{.begin = begin, .end = end, .text = ""}},
                  fmt::format("call without the argument {}", arguments[i].text()), 0.35);
    }
}

/// `f(a)` as `f(a, b)`: names of the function, and small numbers.
void add_one(const Site& site, const std::vector<Node>& arguments, Sink& sink) {
    std::vector<std::string> texts;
    for (const auto* name : site.program.scope().visible_at(site.node.begin().offset))
        if (name->is_local && name->shape != Shape::callable && texts.size() < k_most_added)
            texts.push_back(name->text);
    for (const auto* text : {"0", "1", "2", "-1"})
        texts.emplace_back(text);
    if (site.view.syntax().indented)
        for (const auto& name : std::vector<std::string>(texts.begin(), texts.end() - 4))
            texts.push_back("*" + name);
    for (const auto& text : texts) {
        const auto at =
            arguments.empty() ? site.node.end().offset - 1 : arguments.back().end().offset;
        const auto added = arguments.empty() ? text : ", " + text;
        sink.edit({{.begin = at, .end = at, .text = added}},
                  fmt::format("call with the argument {} too", text), 0.4);
        if (!arguments.empty())
            sink.edit({{.begin = arguments.front().begin().offset,
                        .end = arguments.front().begin().offset,
                        .text = text + ", "}},
                      fmt::format("call with the argument {} first", text), 0.3);
    }
}

/// `a.f(b)` as `b.f(a)`: who asks whom.
void exchange_receiver(const Site& site, const std::vector<Node>& arguments, Sink& sink) {
    const auto receiver = site.view.receiver(site.node);
    if (!receiver || site.view.notion(receiver) == Notion::call)
        return;
    for (const auto& each : arguments)
        if (site.view.notion(each) == Notion::identifier ||
            site.view.notion(each) == Notion::index || site.view.notion(each) == Notion::member)
            sink.swap(receiver, each, 0.8);
}

void propose(const Site& site, Sink& sink) {
    if (site.is_value && (site.notion == Notion::tuple || site.notion == Notion::list) &&
        site.node.named_children().size() <= 4)
        exchange(site.node.named_children(), sink);
    if (site.notion != Notion::call || site.node.end().offset == site.node.begin().offset)
        return;
    const auto arguments = site.view.arguments(site.node);
    exchange(arguments, sink);
    exchange_receiver(site, arguments, sink);
    leave_out(arguments, sink);
    if (site.node.text().back() == ')')
        add_one(site, arguments, sink);
}

}  // namespace

const Operator k_argument_operator{
    .name = "argument",
    .purpose = "arguments exchanged, missing or too many; receiver and argument exchanged",
    .prior = 0.8,
    .propose = propose};

}  // namespace mendel::repair
