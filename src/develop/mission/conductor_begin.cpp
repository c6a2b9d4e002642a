#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "develop/mission/conductor.hpp"

namespace mendel::develop {

namespace {

constexpr std::size_t k_most_evidence = 4000;
constexpr int k_measurements = 7;
constexpr std::size_t k_beam = 2;  ///< tries of a tree that are continued

}  // namespace

/// What earlier tasks handed over, and why earlier rounds came to nothing.
std::vector<model::Evidence> Conductor::evidence_for(const TaskState& task) const {
    std::vector<model::Evidence> evidence;
    for (const auto& other : m_state.tasks) {
        const auto& needs = task.planned.task.plan.depends_on;
        if (std::find(needs.begin(), needs.end(), other.planned.task.id) == needs.end())
            continue;
        for (const auto& tried : other.tried)
            if (tried.result.id == other.winner && !tried.result.words.empty())
                evidence.push_back({.source = "hand-over of " + other.planned.task.id,
                                    .text = tried.result.words.substr(0, k_most_evidence)});
    }
    for (const auto& tried : task.tried)
        if (!tried.placing.reason.empty())
            evidence.push_back({.source = "attempt " + tried.result.id,
                                .text = "It was refused: " + tried.placing.reason});
    return evidence;
}

base::Status Conductor::begin_attempt(std::size_t index, const model::Patch& branch,
                                      std::vector<std::string>& used) {
    auto& task = m_state.tasks[index];
    const auto instance = next_instance(m_state.instances, used);
    if (!instance)
        return base::fail(base::ErrorKind::user,
                          "There is no instance to work. Configure an agent, and allow at least "
                          "one instance.");
    used.push_back(m_state.instances[*instance].maker);
    const auto number = ++m_count;
    Attempt attempt{.id = fmt::format("{}.{}", task.planned.task.id, number),
                    .task = task.planned.task,
                    .maker = m_state.instances[*instance].maker,
                    .base = m_state.base,
                    .so_far = branch.empty()           ? m_state.so_far
                              : m_state.so_far.empty() ? branch
                                                       : model::combined(m_state.so_far, branch),
                    .number = static_cast<int>(task.tried.size()) + task.open + 1,
                    .checks = m_options.checks,
                    .measure = m_options.measure,
                    .measurements = m_options.pattern == Pattern::ab ? k_measurements : 1,
                    .minutes = m_options.minutes,
                    .evidence = evidence_for(task)};
    if (m_options.pattern == Pattern::roles) {
        const auto& role = role_for(task.planned);
        attempt.task.scope.write = role.owns;
        attempt.task.instruction = role.prompt + "\n\n" + attempt.task.instruction;
        say(task.planned.task.id, fmt::format("goes to {}", role.name));
    }
    const auto pushed = m_ports.queue->push(
        {{.id = queue_id(attempt.id),
          .kind = "attempt",
          .payload = base::to_line(to_json(attempt)),
          .priority =
              task.planned.task.plan.priority > 1 ? run::Priority::high : run::Priority::normal,
          .estimate = task.planned.task.plan.estimate_minutes,
          .rank = task.planned.task.plan.estimate_minutes,
          .retries = 2,
          .deadline = std::chrono::minutes(m_options.minutes + 30)}});
    if (!pushed)
        return pushed;
    m_begun[attempt.id] = {index, m_state.so_far, branch, *instance};
    ++m_state.instances[*instance].load;
    ++task.open;
    return {};
}

base::Status Conductor::begin_round(std::size_t index) {
    auto& task = m_state.tasks[index];
    task.stage = Stage::running;
    ++task.rounds;
    auto& used = m_used[task.planned.task.id];
    // The best tries of the last round of a tree are continued; others begin anew.
    std::vector<model::Patch> branches;
    if (m_options.pattern == Pattern::tree && task.rounds > 1)
        for (const auto& tried : task.tried)
            if (branches.size() < k_beam && tried.placing.refusals.empty() &&
                !tried.result.patch.empty())
                branches.push_back(tried.result.patch);
    const int count = first_attempts(m_options.pattern, m_options.instances);
    for (int number = 0; number < count; ++number) {
        const auto branch = branches.empty()
                                ? model::Patch{}
                                : branches[static_cast<std::size_t>(number) % branches.size()];
        if (auto begun = begin_attempt(index, branch, used); !begun)
            return begun;
    }
    return {};
}

base::Status Conductor::begin_ready() {
    for (std::size_t index = 0; index < m_state.tasks.size(); ++index) {
        auto& task = m_state.tasks[index];
        if (task.stage != Stage::pending)
            continue;
        const auto& needs = task.planned.task.plan.depends_on;
        const bool is_ready = std::all_of(needs.begin(), needs.end(), [&](const auto& id) {
            const auto* need = m_state.find(id);
            return need != nullptr && need->stage == Stage::accepted;
        });
        if (!is_ready)
            continue;
        if (auto begun = begin_round(index); !begun)
            return begun;
    }
    return {};
}

}  // namespace mendel::develop
