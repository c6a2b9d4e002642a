#include "develop/fan_out.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "develop/report.hpp"
#include "plan/schedule.hpp"

namespace mendel::develop {

namespace {

constexpr std::size_t k_most_entries = 256;
constexpr std::size_t k_longest_title = 80;

/// The features that a task needs, its own among them, by index.
std::vector<std::set<std::string>> needed_features(const model::Plan& plan) {
    const auto before = plan::reachability(plan);
    const auto count = plan.tasks.size();
    std::vector<std::set<std::string>> needed(count);
    for (std::size_t task = 0; task < count; ++task)
        for (std::size_t other = 0; other < count; ++other)
            if (other == task || before[other * count + task])
                needed[task].insert(plan.tasks[other].feature);
    return needed;
}

std::vector<Part> parts_by_feature(const model::Plan& plan) {
    const auto needed = needed_features(plan);
    std::vector<Part> parts;
    std::vector<std::string> features;
    for (std::size_t task = 0; task < plan.tasks.size(); ++task) {
        const auto& feature = plan.tasks[task].feature;
        if (needed[task].size() != 1 || feature.empty())
            continue;
        const auto found = std::find(features.begin(), features.end(), feature);
        const auto at = static_cast<std::size_t>(found - features.begin());
        if (at == features.size()) {
            features.push_back(feature);
            parts.push_back({.id = fmt::format("p{}", features.size())});
        }
        parts[at].tasks.push_back(plan.tasks[task].task.id);
    }
    return parts;
}

Part whole_of(const model::Plan& plan) {
    Part whole{.id = "p1"};
    for (const auto& planned : plan.tasks)
        whole.tasks.push_back(planned.task.id);
    return whole;
}

std::size_t tries_of(Pattern pattern, int instances) {
    if (pattern == Pattern::ab)
        return 2;
    return pattern == Pattern::competition ? static_cast<std::size_t>(std::max(1, instances)) : 1;
}

}  // namespace

FanOut fan_out(const model::Plan& plan, Pattern pattern, int instances) {
    FanOut fan{.parts = parts_by_feature(plan)};
    const auto tries = tries_of(pattern, instances);
    std::size_t in_parts = 0;
    for (const auto& part : fan.parts)
        in_parts += part.tasks.size();
    // With more to join than to build apart the jobs would only wait for the integration.
    if (fan.parts.size() < 2 || in_parts * 2 < plan.tasks.size() ||
        fan.parts.size() * tries > k_most_entries)
        fan.parts = {whole_of(plan)};
    for (const auto& part : fan.parts)
        for (std::size_t number = 1; number <= tries; ++number)
            fan.entries.push_back({.id = fmt::format("{}.{}", part.id, number),
                                   .part = part.id,
                                   .number = static_cast<int>(number)});
    return fan;
}

model::Plan plan_of(const model::Plan& plan, const Part& part) {
    auto own = plan;
    own.tasks.clear();
    for (const auto& planned : plan.tasks)
        if (std::find(part.tasks.begin(), part.tasks.end(), planned.task.id) != part.tasks.end())
            own.tasks.push_back(planned);
    return own;
}

base::Json matrix_of(const model::Plan& plan, const FanOut& fan) {
    auto include = base::Json::array();
    for (const auto& entry : fan.entries)
        for (const auto& part : fan.parts)
            if (part.id == entry.part) {
                const auto own = plan_of(plan, part);
                const auto& first = own.tasks.front();
                const auto& text = fan.parts.size() > 1 ? first.feature : plan.goal;
                include.push_back({{"id", entry.id},
                                   {"part", entry.part},
                                   {"title", headline(text, k_longest_title)}});
            }
    return {{"include", include}};
}

}  // namespace mendel::develop
