#include <set>

#include <fmt/format.h>

#include "repair/operators.hpp"

namespace mendel::repair {

using code::Node;
using code::Notion;

namespace {

bool is_constant(Notion notion) {
    return notion == Notion::integer || notion == Notion::floating || notion == Notion::text ||
           notion == Notion::truth || notion == Notion::nothing;
}

/// Empty collections are constants too: `return []`.
bool is_empty_collection(const Site& site) {
    return (site.notion == Notion::list || site.notion == Notion::mapping ||
            site.notion == Notion::set || site.notion == Notion::tuple) &&
           site.node.named_children().empty();
}

void offer(const Words::List& texts, const Site& site, double plausibility, Sink& sink) {
    for (const auto& text : texts)
        sink.replace(site.node, text, plausibility);
}

/// Constants of the same kind elsewhere in the file.
void offer_own(const Site& site, Sink& sink) {
    const auto function = site.view.named_function_of(site.node);
    for (const auto* each : site.program.ingredients_for(site.node))
        if (site.view.notion(each->node) == site.notion)
            sink.replace(site.node, each->text, each->function == function ? 0.7 : 0.4);
}

/// Whether the number begins a sum or a search: `best = 0`.
bool is_initial(const Site& site) {
    const auto kind = site.parent;
    return kind == Notion::assignment || kind == Notion::declarator;
}

/// Text by one letter's case, a blank more or less.
void vary_text(const Site& site, Sink& sink) {
    const std::string text(site.node.text());
    if (text.size() < 2 || (text[0] != '"' && text[0] != '\''))
        return;
    const auto inner = text.substr(1, text.size() - 2);
    const auto quoted = [&](const std::string& other) { return text[0] + other + text[0]; };
    if (inner.empty())
        return;
    sink.replace(site.node, quoted(""), 0.6);
    sink.replace(site.node, quoted(inner + " "), 0.4);
    sink.replace(site.node, quoted(" " + inner), 0.3);
    if (inner.front() == ' ')
        sink.replace(site.node, quoted(inner.substr(1)), 0.5);
    if (inner.back() == ' ')
        sink.replace(site.node, quoted(inner.substr(0, inner.size() - 1)), 0.5);
}

void propose(const Site& site, Sink& sink) {
    if (!site.is_value || (!is_constant(site.notion) && !is_empty_collection(site)))
        return;
    const auto& words = site.program.words();
    const auto& syntax = site.view.syntax();
    switch (site.notion) {
        case Notion::truth:
            sink.replace(
                site.node,
                std::string(site.node.text() == syntax.truth ? syntax.falsehood : syntax.truth), 1);
            offer(words.values, site, 0.2, sink);
            break;
        case Notion::text:
            vary_text(site, sink);
            offer(words.texts, site, 0.4, sink);
            break;
        case Notion::integer:
        case Notion::floating:
            offer(words.numbers, site, is_initial(site) ? 0.8 : 0.5, sink);
            offer(words.values, site, 0.2, sink);
            break;
        default:
            offer(words.values, site, 0.5, sink);
            offer({"0", "1", "-1"}, site, 0.3, sink);
    }
    if (is_constant(site.notion))
        offer_own(site, sink);
}

}  // namespace

const Operator k_constant_operator{
    .name = "constant",
    .purpose = "another constant: 0, 1, -1, nothing, truth, empty, or one of the same file",
    .prior = 0.7,
    .propose = propose};

}  // namespace mendel::repair
