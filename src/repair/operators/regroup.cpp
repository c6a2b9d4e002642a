#include <fmt/format.h>

#include "repair/operators.hpp"

namespace mendel::repair {

using code::Node;
using code::Notion;

namespace {

constexpr std::size_t k_most_operands = 7;

/// `a + b * c` as its operands and the signs between them.
struct Row {
    std::vector<std::string> operands, signs;
};

void flatten(const code::View& view, const Node& node, Row& row) {
    const auto parts = view.binary(node);
    if (!parts || node.child_count() != 3) {
        row.operands.emplace_back(node.text());
        return;
    }
    flatten(view, parts->left, row);
    row.signs.emplace_back(parts->sign.text());
    flatten(view, parts->right, row);
}

/// The row with parentheses around the operands from `first` to `last`.
std::string grouped(const Row& row, std::size_t first, std::size_t last) {
    std::string text;
    for (std::size_t i = 0; i < row.operands.size(); ++i)
        text += fmt::format("{}{}{}{}", i == 0 ? "" : " " + row.signs[i - 1] + " ",
                            i == first ? "(" : "", row.operands[i], i == last ? ")" : "");
    return text;
}

/// `a + b * c` as `(a + b) * c`, for all neighbours of a row; `(a + b) * c` as `a + b * c`.
void propose(const Site& site, Sink& sink) {
    const auto& view = site.view;
    if (site.notion == Notion::group && site.parent == Notion::binary)
        return sink.replace(site.node, std::string(view.operand(site.node).text()), 0.8);
    if (site.notion != Notion::binary || site.parent == Notion::binary)
        return;
    Row row;
    flatten(view, site.node, row);
    const auto count = row.operands.size();
    if (count < 3 || count > k_most_operands)
        return;
    for (std::size_t length = 2; length < count; ++length)
        for (std::size_t first = 0; first + length <= count; ++first)
            sink.replace(site.node, grouped(row, first, first + length - 1),
                         length == 2 ? 0.75 : 0.6);
}

}  // namespace

const Operator k_regroup_operator{.name = "regroup",
                                  .purpose = "parentheses that are missing or needless",
                                  .prior = 0.6,
                                  .propose = propose};

}  // namespace mendel::repair
