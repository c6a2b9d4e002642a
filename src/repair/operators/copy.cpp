#include "repair/operators.hpp"
#include "repair/operators/expressions.hpp"

namespace mendel::repair {

using code::Notion;

namespace {

/// A value that is shared where a copy is meant.
void propose(const Site& site, Sink& sink) {
    if (!site.is_value || (site.notion != Notion::identifier && site.notion != Notion::member &&
                           site.notion != Notion::index))
        return;
    const auto kind = site.parent;
    const auto shape = site.program.scope().shape_of(site.node);
    const bool is_given = kind == Notion::arguments || kind == Notion::assignment ||
                          kind == Notion::declarator || kind == Notion::returns ||
                          kind == Notion::loop_each || kind == Notion::pair || kind == Notion::list;
    if (!is_given || shape == Shape::number || shape == Shape::truth || shape == Shape::text)
        return;
    for (const auto& pattern : site.program.words().copies)
        sink.replace(site.node, filled(pattern, site.node.text()),
                     shape == Shape::unknown ? 0.5 : 0.8);
}

}  // namespace

const Operator k_copy_operator{.name = "copy",
                               .purpose = "a copy in place of the thing itself, shallow or deep",
                               .prior = 0.4,
                               .propose = propose};

}  // namespace mendel::repair
