#include <algorithm>

#include "repair/operators.hpp"

namespace mendel::repair {

using code::Notion;

namespace {

void propose(const Site& site, Sink& sink) {
    if (site.node.child_count() != 0 || !site.node.is_named())
        return;
    const auto kind = site.parent;
    const bool is_named = site.notion == Notion::identifier || kind == Notion::member ||
                          kind == Notion::call ||
                          site.node.type().find("identifier") != std::string_view::npos;
    if (!is_named)
        return;
    const std::string word(site.node.text());
    // A variable that happens to be called like a function is none.
    const auto* bound = site.program.scope().find(word, site.node.begin().offset);
    if (site.notion == Notion::identifier && bound != nullptr && bound->is_local &&
        bound->shape != Shape::callable)
        return;
    for (const auto& group : site.program.words().siblings) {
        const auto own = std::find(group.begin(), group.end(), word);
        if (own == group.end())
            continue;
        for (const auto& other : group)
            if (other != word)
                sink.replace(site.node, other, group.size() <= 3 ? 1 : 0.75);
    }
}

}  // namespace

const Operator k_method_operator{
    .name = "method",
    .purpose = "a sibling of the called function: min for max, startswith for endswith",
    .prior = 0.85,
    .propose = propose};

}  // namespace mendel::repair
