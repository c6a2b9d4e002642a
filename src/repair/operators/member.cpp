#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include "base/distance.hpp"
#include "repair/operators.hpp"

namespace mendel::repair {

using code::Notion;

namespace {

constexpr std::size_t k_most = 24;

struct Choice {
    std::string name;
    double plausibility = 0;
};

/// Members that the file uses elsewhere; where they are many, those with a like name.
void propose(const Site& site, Sink& sink) {
    if (site.notion != Notion::member)
        return;
    const auto name = site.view.member_name(site.node);
    const auto parent = site.node.parent();
    const bool is_called =
        site.view.notion(parent) == Notion::call && same(site.node, site.view.callee(parent));
    const auto object = site.view.object(site.node).text();
    std::set<std::string_view> seen = {name.text()};
    std::vector<Choice> choices;
    for (const auto& use : site.program.members()) {
        if (use.is_called != is_called || !seen.insert(use.name).second)
            continue;
        const auto longest = static_cast<double>(std::max(use.name.size(), name.text().size()));
        const auto alike =
            1 - static_cast<double>(base::edit_distance(use.name, name.text())) / longest;
        choices.push_back({use.name, (use.object == object ? 0.7 : 0.4) + 0.3 * alike});
    }
    if (choices.size() > k_most) {
        std::stable_sort(choices.begin(), choices.end(), [](const auto& left, const auto& right) {
            return left.plausibility > right.plausibility;
        });
        choices.resize(k_most);
    }
    for (const auto& choice : choices)
        sink.replace(name, choice.name, choice.plausibility);
}

}  // namespace

const Operator k_member_operator{.name = "member",
                                 .purpose = "another member that the file uses elsewhere",
                                 .prior = 0.6,
                                 .propose = propose};

}  // namespace mendel::repair
