#include "repair/operators.hpp"

namespace mendel::repair {

using code::Notion;

namespace {

/// A statement too many, or one that should not depend on its condition.
void propose(const Site& site, Sink& sink) {
    if (!site.is_statement || !site.view.function_of(site.node))
        return;
    switch (site.notion) {
        case Notion::statement:
        case Notion::assignment:
        case Notion::augmented:
        case Notion::step:
        case Notion::jump:
            return sink.remove(site.node, 0.8);
        case Notion::returns:
        case Notion::branch:
        case Notion::raises:
            return sink.remove(site.node, 0.5);
        default:
            return;
    }
}

}  // namespace

const Operator k_removal_operator{
    .name = "removal", .purpose = "a statement too many", .prior = 0.4, .propose = propose};

}  // namespace mendel::repair
