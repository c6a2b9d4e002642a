#include "develop/whole_check.hpp"

#include "app/check_choice.hpp"
#include "app/heal_bench.hpp"
#include "evaluate/reading.hpp"

namespace mendel::develop {

base::Status check_whole(MissionState& state, const app::Session& session,
                         const std::vector<std::string>& lines) {
    std::vector<model::Command> checks;
    for (const auto& line : lines)
        checks.push_back({.body = model::Script{"bash", line}});
    if (checks.empty()) {
        const auto choice = app::choose_check(session, {});
        if (!choice)
            return base::fail(choice.error());
        checks = choice->candidates;
    }
    state.is_integrated = true;
    if (checks.empty() || state.so_far.empty())
        return {};
    app::begin_stage(session, "develop", "checking the merged whole");
    const auto bench =
        app::open_bench_at(session, {}, {.found = true, .check = checks.front()}, state.base);
    if (!bench)
        return base::fail(bench.error());
    auto& judging = (*bench)->judging;
    if (const auto set = judging.place->set(state.so_far); !set)
        return set;
    for (const auto& check : checks) {
        auto reading = evaluate::read_command(judging, check);
        if (reading && reading->state != evaluate::CheckState::green)
            reading = evaluate::read_command(judging, check);
        if (!reading)
            return base::fail(reading.error());
        state.checks.push_back(reading->evidence);
        state.is_integrated = state.is_integrated && reading->state == evaluate::CheckState::green;
    }
    return {};
}

}  // namespace mendel::develop
