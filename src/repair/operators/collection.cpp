#include <fmt/format.h>

#include "repair/operators.hpp"
#include "repair/operators/expressions.hpp"

namespace mendel::repair {

using code::Node;
using code::Notion;

namespace {

constexpr std::size_t k_most_partners = 8;

/// Results that lost a part: `return rest` for `return [first] + rest`.
void concatenate(const Site& site, Sink& sink) {
    const auto& syntax = site.view.syntax();
    if (syntax.concatenation.empty())
        return;
    const auto own = std::string(site.node.text());
    std::size_t count = 0;
    for (const auto* name : site.program.scope().visible_at(site.node.begin().offset)) {
        if (!name->is_local || name->shape == Shape::callable || name->text == own)
            continue;
        if (++count > k_most_partners)
            return;
        const bool is_many = name->shape == Shape::sequence || name->shape == Shape::text;
        if (name->shape != Shape::number)
            for (const bool before : {true, false})
                sink.replace(site.node,
                             around(site.view, site.node,
                                    before ? filled(syntax.concatenation, name->text, own)
                                           : filled(syntax.concatenation, own, name->text),
                                    1),
                             is_many ? 0.6 : 0.4);
        if (syntax.list_of.empty())
            continue;
        const auto single = filled(syntax.list_of, name->text);
        sink.replace(site.node,
                     around(site.view, site.node, filled(syntax.concatenation, single, own), 1),
                     is_many ? 0.4 : 0.6);
        sink.replace(site.node,
                     around(site.view, site.node, filled(syntax.concatenation, own, single), 1),
                     is_many ? 0.4 : 0.6);
    }
}

/// `[]` as `[x]`, and the other way round.
void fill_or_empty(const Site& site, Sink& sink) {
    const auto& syntax = site.view.syntax();
    if (syntax.list_of.empty() || syntax.empty_list.empty())
        return;
    const auto items = site.node.named_children();
    if (!items.empty()) {
        sink.replace(site.node, std::string(syntax.empty_list), 0.4);
        return;
    }
    sink.replace(site.node, filled(syntax.list_of, syntax.empty_list), 0.8);
    for (const auto& number : {"0", "1"})
        sink.replace(site.node, filled(syntax.list_of, number), 0.4);
    for (const auto* name : site.program.scope().visible_at(site.node.begin().offset))
        if (name->is_local && name->shape != Shape::callable)
            sink.replace(site.node, filled(syntax.list_of, name->text), 0.7);
}

void propose(const Site& site, Sink& sink) {
    if (!site.is_value)
        return;
    if (site.notion == Notion::list)
        fill_or_empty(site, sink);
    const auto kind = site.parent;
    const bool is_result = kind == Notion::returns || kind == Notion::assignment ||
                           kind == Notion::declarator || kind == Notion::augmented ||
                           kind == Notion::loop_each;
    const auto shape = site.program.scope().shape_of(site.node);
    const bool is_many = shape == Shape::sequence || shape == Shape::text;
    if (is_result && (is_many || shape == Shape::unknown))
        concatenate(site, sink);
    const auto& syntax = site.view.syntax();
    const bool may_be_item = is_result || kind == Notion::arguments || kind == Notion::binary;
    if (may_be_item && !syntax.list_of.empty() && shape != Shape::truth)
        sink.replace(site.node, filled(syntax.list_of, site.node.text()), 0.35);
    if (site.notion == Notion::list && site.node.named_children().size() == 1)
        sink.replace(site.node, std::string(site.node.named_children().front().text()), 0.4);
}

}  // namespace

const Operator k_collection_operator{
    .name = "collection",
    .purpose = "a result wrapped in a list, joined with another, or no longer",
    .prior = 0.5,
    .propose = propose};

}  // namespace mendel::repair
