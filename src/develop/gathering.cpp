#include <algorithm>

#include <fmt/format.h>

#include "develop/fan_out.hpp"
#include "develop/mission/merging.hpp"
#include "develop/report.hpp"

namespace mendel::develop {

namespace {

bool has_done(const MissionState& state, const Part& part) {
    return std::all_of(part.tasks.begin(), part.tasks.end(), [&](const auto& id) {
        const auto* task = state.find(id);
        return task != nullptr && task->stage == Stage::accepted;
    });
}

std::string makers_in(const MissionState& state) {
    std::string names;
    for (const auto& instance : state.instances)
        names += (names.empty() ? "" : "+") + instance.maker;
    return names;
}

template <class Act>
void each_task(MissionState& whole, const Part& part, const Act& act) {
    for (auto& task : whole.tasks)
        if (std::find(part.tasks.begin(), part.tasks.end(), task.planned.task.id) !=
            part.tasks.end())
            act(task);
}

void take_tasks(MissionState& whole, const Part& part, const MissionState& state) {
    each_task(whole, part, [&](TaskState& task) {
        if (const auto* there = state.find(task.planned.task.id)) {
            const auto planned = task.planned;
            task = *there;
            task.planned = planned;
            task.open = 0;
        }
    });
}

void add_instance(MissionState& whole, const Instance& instance) {
    for (auto& known : whole.instances)
        if (known.maker == instance.maker) {
            known.seconds += instance.seconds;
            known.done += instance.done;
            return;
        }
    whole.instances.push_back(
        {.maker = instance.maker, .seconds = instance.seconds, .done = instance.done});
}

constexpr const char* k_nothing_brought = "no job of this part left anything";

/// Takes the returns of a plan's jobs together.
class Gathering {
  public:
    Gathering(const app::Session& session, const FanOut& fan, const Returns& returns,
              MissionState& whole)
        : m_session(session), m_fan(fan), m_returns(returns), m_whole(whole) {}

    base::Status take(const Part& part) {
        const auto placings = ranked(part);
        const auto winner = evaluate::winner_of(placings).value_or("");
        note_parts(placings, winner);
        // The best of those that may not win tells why the part failed.
        const auto& told = winner.empty() && !placings.empty() ? placings.front().id : winner;
        const auto found = m_returns.find(told);
        if (found == m_returns.end()) {
            fail(part, k_nothing_brought);
            return {};
        }
        take_tasks(m_whole, part, found->second);
        if (winner.empty()) {
            fail(part, placings.front().reason);
            return {};
        }
        return merge(part, found->second, winner);
    }

  private:
    std::vector<evaluate::Placing> ranked(const Part& part) const {
        std::vector<evaluate::Entry> entries;
        for (const auto& entry : m_fan.entries) {
            const auto found = m_returns.find(entry.id);
            if (entry.part != part.id || found == m_returns.end())
                continue;
            const auto& state = found->second;
            auto patch = state.so_far;
            patch.base = m_whole.base;
            const bool is_whole = state.base == m_whole.base && has_done(state, part);
            entries.push_back({.id = entry.id,
                               .patch = std::move(patch),
                               .checks = state.checks,
                               .is_finished = is_whole,
                               .cost_usd = state.cost_usd});
        }
        return evaluate::referee(entries, {.config = &m_session.config});
    }

    void note_parts(const std::vector<evaluate::Placing>& placings, const std::string& winner) {
        for (const auto& placing : placings) {
            const auto& state = m_returns.at(placing.id);
            m_whole.parts.push_back({.id = placing.id,
                                     .maker = makers_in(state),
                                     .total = placing.total,
                                     .has_won = placing.id == winner,
                                     .text = why_of(placing)});
            m_whole.cost_usd += state.cost_usd;
            for (const auto& instance : state.instances)
                add_instance(m_whole, instance);
        }
    }

    /// What waits for a task that failed goes on waiting; the rest of the part has come to nothing.
    void fail(const Part& part, const std::string& why) {
        bool has_failed = false;
        each_task(m_whole, part, [&](const TaskState& task) {
            has_failed = has_failed || task.stage == Stage::failed;
        });
        each_task(m_whole, part, [&](TaskState& task) {
            if (has_failed && task.stage == Stage::pending)
                return;
            if (task.stage == Stage::accepted)
                task.winner.clear();
            if (task.stage != Stage::failed)
                task.note = why;
            task.stage = Stage::failed;
        });
    }

    base::Status merge(const Part& part, const MissionState& state, const std::string& id) {
        auto change = state.so_far;
        change.base = m_whole.base;
        auto merged = merged_in(m_session.repository, m_whole.so_far,
                                {.base = m_whole.base, .change = std::move(change)});
        if (!merged)
            return base::fail(merged.error());
        if (merged->conflicts.empty()) {
            m_whole.so_far = std::move(merged->so_far);
            return {};
        }
        const auto why = fmt::format("{} changed {} differently from a part that was merged before",
                                     id, merged->conflicts.front().path);
        each_task(m_whole, part, [&](TaskState& task) {
            task.stage = Stage::pending;
            task.rounds = 0;
            task.winner.clear();
            task.note = why;
            for (auto& tried : task.tried)
                tried.placing.may_win = false;
        });
        return {};
    }

    const app::Session& m_session;
    const FanOut& m_fan;
    const Returns& m_returns;
    MissionState& m_whole;
};

}  // namespace

MissionState brought(const model::Plan& plan, const FanOut& fan, const Returns& returns,
                     const std::string& base) {
    auto whole = mission_of(plan, base);
    for (const auto& part : fan.parts) {
        const MissionState* furthest = nullptr;
        for (const auto& entry : fan.entries) {
            const auto found = returns.find(entry.id);
            if (entry.part != part.id || found == returns.end())
                continue;
            const auto& state = found->second;
            const auto done = state.count(Stage::accepted);
            if (furthest == nullptr || done > furthest->count(Stage::accepted))
                furthest = &state;
            whole.cost_usd += state.cost_usd;
            whole.parts.push_back(
                {.id = entry.id,
                 .maker = makers_in(state),
                 .text = fmt::format("{} of {} tasks are done", done, state.tasks.size())});
            for (const auto& instance : state.instances)
                add_instance(whole, instance);
        }
        if (furthest != nullptr)
            take_tasks(whole, part, *furthest);
        else
            each_task(whole, part, [&](TaskState& task) {
                task.stage = Stage::failed;
                task.note = k_nothing_brought;
            });
    }
    return whole;
}

base::Result<MissionState> gathered(const app::Session& session, const model::Plan& plan,
                                    const FanOut& fan, const Returns& returns,
                                    const std::string& base) {
    auto whole = mission_of(plan, base);
    Gathering gathering(session, fan, returns, whole);
    for (const auto& part : fan.parts)
        if (const auto taken = gathering.take(part); !taken)
            return base::fail(taken.error());
    return whole;
}

}  // namespace mendel::develop
