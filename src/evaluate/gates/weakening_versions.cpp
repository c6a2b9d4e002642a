#include <fmt/format.h>

#include "evaluate/gates/versions.hpp"
#include "evaluate/gates/weakenings.hpp"

namespace mendel::evaluate {

namespace {

/// Keys of package.json that look like versions and are none of a dependency.
bool is_own_version(const std::string& name) {
    return name == "version" || name == "python";
}

std::string lowered(const Requirement& before, const Requirement& after) {
    if (!before.lowest.empty() && after.lowest.empty() && after.highest.empty())
        return fmt::format("from {} to any version", before.lowest);
    if (!after.lowest.empty() && !before.lowest.empty() &&
        compare_versions(after.lowest, before.lowest) < 0)
        return fmt::format("from {} to {}", before.lowest, after.lowest);
    if (!after.highest.empty() &&
        (before.highest.empty()
             ? after.highest != after.lowest ||
                   (!before.lowest.empty() && compare_versions(after.highest, before.lowest) < 0)
             : compare_versions(after.highest, before.highest) < 0))
        return fmt::format("to at most {}", after.highest);
    return {};
}

std::vector<model::Refusal> find_versions(const model::Patch& patch) {
    std::vector<model::Refusal> refusals;
    for (const auto& change : patch.changes) {
        if (!change.before || !change.after)
            continue;
        const auto before = requirements_of(change.path, *change.before);
        for (const auto& [name, requirement] : requirements_of(change.path, *change.after)) {
            const auto known = before.find(name);
            if (known == before.end() || is_own_version(name))
                continue;
            const auto how = lowered(known->second, requirement);
            if (!how.empty())
                refusals.push_back({"weakening.version-lowered",
                                    fmt::format("The version of {} is lowered {}.", name, how),
                                    change.path, requirement.line});
        }
    }
    return refusals;
}

}  // namespace

const Weakening k_version_weakening{"versions", find_versions};

}  // namespace mendel::evaluate
