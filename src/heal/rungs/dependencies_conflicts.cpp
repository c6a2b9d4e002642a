#include <fmt/format.h>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "heal/rungs/dependencies.hpp"

namespace mendel::heal {
namespace {

/// A pin that another distribution wants higher.
struct Conflict {
    std::string distribution;
    std::string at_least;
};

/// What pip, `pip check` and pkg_resources say of versions that do not go together.
std::vector<Conflict> conflicts_of(const std::string& words) {
    static const base::Regex k_patterns[] = {
        base::Regex(R"(depends on ([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*[^\n]*?>=\s*([\w.]+))"),
        base::Regex(R"(has requirement ([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*[^\n]*?>=)"
                    R"(\s*([\w.]+)[^\n]*but you)"),
        base::Regex(
            R"(requires ([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*[^\n]*?>=\s*([\w.]+)[^\n]*but you)")};
    std::vector<Conflict> conflicts;
    for (const auto& pattern : k_patterns) {
        for (const auto& match : pattern.match_all(words))
            conflicts.push_back({std::string(match[1]), std::string(match[2])});
    }
    return conflicts;
}

/// The edits that raise `name==old` to the version wanted, in one text.
std::vector<code::Edit> raising(std::string_view text, const Conflict& conflict) {
    static const base::Regex k_pin(R"(([A-Za-z0-9][\w.-]*)((?:\[[^\]]*\])?\s*==\s*)([\w.]+))");
    std::vector<code::Edit> edits;
    for (const auto& match : k_pin.match_all(text)) {
        const bool same =
            normalised_distribution(match[1]) == normalised_distribution(conflict.distribution);
        if (!same || compare_versions(match[3], conflict.at_least) >= 0)
            continue;
        const auto at = static_cast<std::uint32_t>(match[3].data() - text.data());
        edits.push_back({at, at + static_cast<std::uint32_t>(match[3].size()), conflict.at_least});
    }
    return edits;
}

}  // namespace

base::Result<model::Proposal> python_conflicts(const model::Round& round) {
    model::Proposal proposal;
    const auto conflicts = conflicts_of(words_of(round.failure));
    if (conflicts.empty())
        return proposal;
    Workspace workspace(round);
    std::vector<std::string> raised;
    for (const auto& conflict : conflicts) {
        for (const auto& place : requirement_places(workspace, false)) {
            const auto text = workspace.read(place.file);
            if (text && workspace.edit(place.file, raising(*text, conflict)))
                raised.push_back(fmt::format("{} to {}", conflict.distribution, conflict.at_least));
        }
    }
    if (workspace.changed())
        proposal.patches.push_back(
            workspace.patch("dependencies", fmt::format("raise {}", base::join(raised, ", "))));
    else
        proposal.notes.emplace_back(
            "no pin can be raised to end the conflict; nothing is ever lowered");
    return proposal;
}

}  // namespace mendel::heal
