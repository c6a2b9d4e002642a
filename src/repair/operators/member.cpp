#include <set>

#include "base/distance.hpp"
#include "repair/operators.hpp"

namespace mendel::repair {

using code::Node;
using code::Notion;

namespace {

constexpr std::size_t k_most = 24;

/// Members that the file uses elsewhere, those with a like name first.
void propose(const Site& site, Sink& sink) {
    if (site.notion != Notion::member)
        return;
    const auto name = site.view.member_name(site.node);
    const auto is_called = [&](const Node& member) {
        const auto parent = member.parent();
        return site.view.notion(parent) == Notion::call && same(member, site.view.callee(parent));
    };
    const auto object = site.view.object(site.node).text();
    std::set<std::string> seen;
    std::size_t count = 0;
    code::walk(site.program.tree().root(), [&](const Node& node) {
        if (site.view.notion(node) != Notion::member || is_called(node) != is_called(site.node))
            return true;
        const std::string other(site.view.member_name(node).text());
        if (other == name.text() || count >= k_most || !seen.insert(other).second)
            return true;
        ++count;
        const bool is_same_object = site.view.object(node).text() == object;
        const auto longest = static_cast<double>(std::max(other.size(), name.text().size()));
        const auto alike =
            1 - static_cast<double>(base::edit_distance(other, name.text())) / longest;
        sink.replace(name, other, (is_same_object ? 0.7 : 0.4) + 0.3 * alike);
        return true;
    });
}

}  // namespace

const Operator k_member_operator{.name = "member",
                                 .purpose = "another member that the file uses elsewhere",
                                 .prior = 0.6,
                                 .propose = propose};

}  // namespace mendel::repair
