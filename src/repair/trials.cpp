#include "repair/trials.hpp"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "base/json.hpp"

namespace mendel::repair {
namespace {

TrialState state_named(const std::string& name) {
    static const std::map<std::string, TrialState> k_states = {
        {"passes", TrialState::passes},
        {"fixes_some", TrialState::fixes_some},
        {"does_not_load", TrialState::does_not_load},
        {"timed_out", TrialState::timed_out},
        {"put_off", TrialState::put_off}};
    const auto found = k_states.find(name);
    return found == k_states.end() ? TrialState::fails : found->second;
}

}  // namespace

std::vector<Trial> trials_of(const HelperRun& ran, std::size_t count) {
    std::vector<Trial> trials;
    for (const auto& answer : ran.answers) {
        if (!answer.contains("candidate"))
            continue;
        const auto index = static_cast<std::size_t>(base::number_at(answer, "candidate"));
        if (index >= count)
            continue;
        const auto seconds = answer.value("seconds", 0.0);
        trials.push_back(
            {.candidate = index,
             .state = state_named(base::text_at(answer, "state")),
             .failing = answer.value("failing", std::vector<std::string>()),
             .detail = base::text_at(answer, "reason"),
             .doubt = base::text_at(answer, "doubt"),
             .duration = std::chrono::milliseconds(static_cast<long>(seconds * 1000))});
    }
    std::sort(trials.begin(), trials.end(),
              [](const auto& left, const auto& right) { return left.candidate < right.candidate; });
    return trials;
}

}  // namespace mendel::repair
