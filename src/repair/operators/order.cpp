#include <fmt/format.h>

#include "repair/operators.hpp"
#include "repair/operators/expressions.hpp"

namespace mendel::repair {

using code::Node;
using code::Notion;

namespace {

/// `a < b < c` and `a < b and b < c`: what is asked of a range, end by end.
void propose(const Site& site, Sink& sink) {
    if (site.notion != Notion::binary || !site.view.syntax().indented)
        return;
    const auto children = site.node.children();
    if (site.node.type() == "comparison_operator" && children.size() == 5) {
        const auto first =
            fmt::format("{} {} {}", children[0].text(), children[1].text(), children[2].text());
        const auto second =
            fmt::format("{} {} {}", children[2].text(), children[3].text(), children[4].text());
        sink.replace(site.node, first, 0.5);
        sink.replace(site.node, second, 0.5);
        sink.replace(site.node, fmt::format("{} or {}", first, second), 0.3);
        for (const auto& [left, right] : {std::pair("<=", "<"), std::pair("<", "<="),
                                          std::pair("<=", "<="), std::pair("<", "<")})
            sink.replace(site.node,
                         fmt::format("{} {} {} {} {}", children[0].text(), left, children[2].text(),
                                     right, children[4].text()),
                         0.6);
        sink.swap(children[0], children[4], 0.4);
    }
}

}  // namespace

const Operator k_order_operator{.name = "order",
                                .purpose = "chained comparisons, end by end",
                                .prior = 0.7,
                                .propose = propose};

}  // namespace mendel::repair
