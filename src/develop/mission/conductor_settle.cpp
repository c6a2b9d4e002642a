#include <algorithm>

#include <fmt/format.h>

#include "develop/mission/conductor.hpp"
#include "develop/mission/merging.hpp"
#include "git/diff.hpp"

namespace mendel::develop {

namespace {

constexpr double k_significant = 0.05;

}  // namespace

/// Of two that may win the faster one, where the difference is no accident.
base::Status Conductor::settle_ab(TaskState& task) {
    if (m_options.pattern != Pattern::ab || task.tried.size() < 2 || !task.tried[1].placing.may_win)
        return {};
    auto& first = task.tried[0];
    auto& second = task.tried[1];
    const auto chance = evaluate::mann_whitney(first.result.measured, second.result.measured);
    if (first.result.measured.empty() || second.result.measured.empty() ||
        chance >= k_significant) {
        task.note =
            fmt::format("the measure tells no difference (p = {:.3f}); the total decides", chance);
        return {};
    }
    if (median(second.result.measured) < median(first.result.measured))
        std::swap(first, second);
    task.note = fmt::format("{} is faster (p = {:.3f})", first.result.id, chance);
    return {};
}

base::Status Conductor::settle(std::size_t index) {
    auto& task = m_state.tasks[index];
    if (task.open > 0) {
        std::vector<std::string> others;
        for (const auto& [id, begun] : m_begun)
            if (begun.task == index)
                others.push_back(id);
        for (const auto& id : others) {
            --m_state.instances[m_begun.at(id).instance].load;
            m_begun.erase(id);
        }
        task.open = 0;
        task.note = fmt::format("{} was clearly right; {} others were stopped",
                                task.tried.front().result.id, others.size());
        for (auto& id : others)
            id = queue_id(id);
        if (auto stopped = m_ports.queue->cancel(others); !stopped)
            return stopped;
    }
    if (auto compared = settle_ab(task); !compared)
        return compared;
    keep_losers(task);
    if (!task.tried.empty() && task.tried.front().placing.may_win)
        return accept(index, task.tried.front().result.id);
    if (task.tried.empty())
        return try_again(index, "nobody tried");
    const auto& best = task.tried.front();
    const auto& detail = best.result.detail;
    return try_again(index, best.placing.reason + (detail.empty() ? "" : " (" + detail + ")"));
}

base::Status Conductor::try_again(std::size_t index, const std::string& why) {
    auto& task = m_state.tasks[index];
    if (task.rounds < m_options.rounds) {
        say(task.planned.task.id, "is tried again: " + why);
        return begin_round(index);
    }
    task.stage = Stage::failed;
    task.note = why;
    say(task.planned.task.id, "failed: " + why);
    return {};
}

base::Status Conductor::accept(std::size_t index, const std::string& winner) {
    auto& task = m_state.tasks[index];
    const auto& tried = task.tried.front();
    auto merged = merged_in(m_ports.session->repository, m_state.so_far,
                            {.base = m_state.base,
                             .began_at = m_ended.at(winner).began_at,
                             .change = tried.result.patch});
    if (!merged)
        return base::fail(merged.error());
    if (!merged->conflicts.empty()) {
        std::string sides;
        for (const auto& conflict : merged->conflicts)
            sides += fmt::format("<<<<<<< accepted before: {}\n{}\n=======\n{}\n>>>>>>> {}\n",
                                 conflict.path, conflict.ours, conflict.theirs, winner);
        if (auto kept = m_ports.keep("conflict-" + winner + ".txt", sides); !kept)
            return kept;
        auto& loser = task.tried.front();
        loser.conflict =
            merged->conflicts.front().path + " was changed differently by what was accepted before";
        loser.placing.may_win = false;
        loser.placing.reason = loser.conflict;
        return try_again(index, loser.conflict);
    }
    m_state.so_far = std::move(merged->so_far);
    task.stage = Stage::accepted;
    task.winner = winner;
    if (!tried.result.words.empty())
        if (auto kept = m_ports.keep("hand-over-" + task.planned.task.id + ".md",
                                     tried.result.words + "\n");
            !kept)
            return kept;
    say(task.planned.task.id, "accepted " + winner);
    return {};
}

void Conductor::keep_losers(const TaskState& task) {
    for (const auto& tried : task.tried) {
        const auto diff = git::to_diff(tried.result.patch);
        if (diff && !diff->empty())
            (void)note(m_ports.keep("attempt-" + tried.result.id + ".diff", *diff));
    }
}

}  // namespace mendel::develop
