#include "heal/rungs/dependencies.hpp"

#include <algorithm>
#include <array>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "heal/rungs.hpp"

namespace mendel::heal {
namespace {

using Source = base::Result<model::Proposal> (*)(const model::Round&);

bool applies(const model::Failure& failure) {
    static const base::Regex k_wording(
        R"((?i)no module named|modulenotfounderror|cannot find module|)"
        R"(missing requirements?|missing dependenc|not listed|imported but missing|)"
        R"(should be listed in|unlisted dep|go\.sum|go\.mod|no required module|)"
        R"(replaced but not required|lock file|lockfile|package-lock|)"
        R"(conflicting dependencies|has requirement|is not installed|)"
        R"(distribution was not found|DistributionNotFound|PackageNotFoundError)");
    const auto& rungs = failure.fixable_by;
    return std::find(rungs.begin(), rungs.end(), "dependencies") != rungs.end() ||
           failure.category == model::Category::dependency_error ||
           k_wording.found_in(failure.message);
}

void take(model::Proposal& all, model::Proposal more) {
    for (auto& patch : more.patches) {
        patch.rung = "dependencies";
        all.patches.push_back(std::move(patch));
    }
    all.notes.insert(all.notes.end(), more.notes.begin(), more.notes.end());
    if (all.missing_tool.empty())
        all.missing_tool = std::move(more.missing_tool);
}

base::Result<model::Proposal> propose(const model::Round& round) {
    static const std::array<Source, 6> k_sources = {python_conflicts, python_dependencies,
                                                    node_lock,        node_dependencies,
                                                    go_dependencies,  cargo_lock};
    model::Proposal all;
    for (const auto& source : k_sources) {
        auto more = source(round);
        if (!more)
            return more;
        take(all, std::move(*more));
    }
    if (!all.patches.empty())
        all.missing_tool.clear();
    if (all.patches.empty() && all.notes.empty())
        all.notes.emplace_back("the failure names no dependency that could be added or raised");
    return all;
}

}  // namespace

std::string words_of(const model::Failure& failure) {
    auto all = failure.message + "\n" + failure.evidence;
    for (const auto& test : failure.tests)
        all += "\n" + test.message;
    return all;
}

int compare_versions(std::string_view left, std::string_view right) {
    const auto lefts = base::split(left, '.');
    const auto rights = base::split(right, '.');
    for (std::size_t at = 0; at < std::max(lefts.size(), rights.size()); ++at) {
        const auto digits = [&](const auto& parts) {
            const auto part = at < parts.size() ? parts[at] : std::string_view("0");
            return base::to_number(part.substr(0, part.find_first_not_of("0123456789")));
        };
        if (digits(lefts) != digits(rights))
            return digits(lefts) < digits(rights) ? -1 : 1;
    }
    return 0;
}

model::Rung dependencies_rung() {
    return {.name = "dependencies",
            .purpose = "adds a missing requirement, brings lock files into step, raises a conflict",
            .applies = applies,
            .propose = propose};
}

}  // namespace mendel::heal
