#include "develop/mission/whole_check.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

#include <fmt/format.h>

#include "app/check_choice.hpp"
#include "app/heal_bench.hpp"
#include "evaluate/reading.hpp"
#include "sys/pool.hpp"

namespace mendel::develop {

namespace {

/// What one check came to.
struct Outcome {
    model::CheckRun run = {};
    bool is_green = false;
    bool is_flaky = false;
};

/// The longest that a check took in the attempts, by its command; 0 where it never ran.
double past_seconds(const MissionState& state, const std::string& command) {
    double longest = 0;
    for (const auto& task : state.tasks)
        for (const auto& tried : task.tried)
            for (const auto& check : tried.result.checks)
                if (check.command == command)
                    longest =
                        std::max(longest, std::chrono::duration<double>(check.duration).count());
    return longest;
}

base::Result<Outcome> outcome_of(evaluate::JudgeSetup& judging, const model::Command& check) {
    auto reading = evaluate::read_command(judging, check);
    const bool was_red = reading && reading->state != evaluate::CheckState::green;
    if (was_red)
        reading = evaluate::read_command(judging, check);
    if (!reading)
        return base::fail(reading.error());
    const bool is_green = reading->state == evaluate::CheckState::green;
    return Outcome{std::move(reading->evidence), is_green, was_red && is_green};
}

/// The checks of one shard, one after the other in a Place of their own.
base::Status run_shard(const MissionState& state, const app::Session& session,
                       const std::vector<model::Command>& checks,
                       std::vector<std::optional<Outcome>>& outcomes) {
    auto repository = git::Repository::open(session.repository.root());
    if (!repository)
        return base::fail(repository.error());
    const app::Session own{.repository = std::move(*repository),
                           .config = session.config,
                           .clock = session.clock,
                           .events = [](const model::StageEvent&) {},
                           .stop = session.stop,
                           .runs = session.runs};
    const auto bench =
        app::open_bench_at(own, {}, {.found = true, .check = checks.front()}, state.base);
    if (!bench)
        return base::fail(bench.error());
    auto& judging = (*bench)->judging;
    if (const auto set = judging.place->set(state.so_far); !set)
        return set;
    for (const auto& check : checks) {
        auto outcome = outcome_of(judging, check);
        if (!outcome)
            return base::fail(outcome.error());
        outcomes.emplace_back(std::move(*outcome));
    }
    return {};
}

base::Result<std::vector<model::Command>> checks_of(const app::Session& session,
                                                    const MissionOptions& options) {
    std::vector<model::Command> checks;
    for (const auto& line : options.checks)
        checks.push_back({.body = model::Script{"bash", line}});
    if (!checks.empty())
        return checks;
    const auto choice = app::choose_check(session, {});
    return choice ? base::Result<std::vector<model::Command>>(choice->candidates)
                  : base::fail(choice.error());
}

std::vector<std::vector<std::size_t>> shards_for(const MissionState& state,
                                                 const std::vector<model::Command>& checks,
                                                 const MissionOptions& options) {
    std::vector<double> seconds;
    for (const auto& check : checks)
        seconds.push_back(past_seconds(state, model::to_text(check)));
    return shards_of(seconds, std::min(options.most_workers, sys::processor_count()));
}

void take_over(const app::Session& session, const std::optional<Outcome>& outcome,
               MissionState& state) {
    state.checks.push_back(outcome->run);
    state.is_integrated = state.is_integrated && outcome->is_green;
    if (outcome->is_flaky)
        session.events({.kind = model::EventKind::note,
                        .stage = "develop",
                        .subject = outcome->run.command,
                        .text = "was red once and green when run again: flaky"});
}

}  // namespace

std::vector<std::vector<std::size_t>> shards_of(const std::vector<double>& seconds,
                                                std::size_t count) {
    const auto known = static_cast<double>(
        std::count_if(seconds.begin(), seconds.end(), [](double each) { return each > 0; }));
    const auto mean =
        known > 0 ? std::accumulate(seconds.begin(), seconds.end(), 0.0) / known : 1.0;
    const auto weight = [&](std::size_t index) {
        return seconds[index] > 0 ? seconds[index] : mean;
    };
    std::vector<std::size_t> order(seconds.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
        return weight(left) > weight(right);
    });
    std::vector<std::vector<std::size_t>> shards(
        std::min(std::max<std::size_t>(count, 1), seconds.size()));
    std::vector<double> sums(shards.size());
    for (const auto index : order) {
        const auto least =
            static_cast<std::size_t>(std::min_element(sums.begin(), sums.end()) - sums.begin());
        shards[least].push_back(index);
        sums[least] += weight(index);
    }
    return shards;
}

base::Status check_whole(MissionState& state, const app::Session& session,
                         const MissionOptions& options) {
    const auto checks = checks_of(session, options);
    if (!checks)
        return base::fail(checks.error());
    state.is_integrated = true;
    state.checks.clear();
    if (checks->empty() || state.so_far.empty())
        return {};
    const auto shards = shards_for(state, *checks, options);
    app::begin_stage(session, "develop",
                     fmt::format("checking the merged whole: {} checks in {} shards",
                                 checks->size(), shards.size()));
    std::vector<base::Status> ended(shards.size());
    std::vector<std::vector<std::optional<Outcome>>> outcomes(shards.size());
    sys::parallel_for(shards.size(), shards.size(), [&](std::size_t shard) {
        std::vector<model::Command> own;
        for (const auto index : shards[shard])
            own.push_back((*checks)[index]);
        ended[shard] = run_shard(state, session, own, outcomes[shard]);
    });
    for (const auto& status : ended)
        if (!status)
            return status;
    for (std::size_t index = 0; index < checks->size(); ++index)
        for (std::size_t shard = 0; shard < shards.size(); ++shard)
            for (std::size_t at = 0; at < shards[shard].size(); ++at)
                if (shards[shard][at] == index)
                    take_over(session, outcomes[shard][at], state);
    return {};
}

}  // namespace mendel::develop
