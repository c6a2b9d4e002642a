#include <fmt/format.h>

#include "repair/operators.hpp"

namespace mendel::repair {

using code::Notion;

namespace {

/// `a + b * c` as `(a + b) * c`, for both hands; `(a + b) * c` as `a + b * c`.
void propose(const Site& site, Sink& sink) {
    const auto& view = site.view;
    if (site.notion == Notion::group && site.parent == Notion::binary)
        return sink.replace(site.node, std::string(view.operand(site.node).text()), 0.8);
    const auto parts = view.binary(site.node);
    if (!parts || site.node.child_count() != 3)
        return;
    if (const auto left = view.binary(parts->left))
        sink.replace(site.node,
                     fmt::format("{} {} ({} {} {})", left->left.text(), left->sign.text(),
                                 left->right.text(), parts->sign.text(), parts->right.text()),
                     0.7);
    if (const auto right = view.binary(parts->right))
        sink.replace(site.node,
                     fmt::format("({} {} {}) {} {}", parts->left.text(), parts->sign.text(),
                                 right->left.text(), right->sign.text(), right->right.text()),
                     0.7);
}

}  // namespace

const Operator k_regroup_operator{.name = "regroup",
                                  .purpose = "parentheses that are missing or needless",
                                  .prior = 0.5,
                                  .propose = propose};

}  // namespace mendel::repair
