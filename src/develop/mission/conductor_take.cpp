#include <algorithm>

#include <fmt/format.h>

#include "base/glob.hpp"
#include "develop/mission/conductor.hpp"
#include "plan/schedule.hpp"

namespace mendel::develop {

namespace {

constexpr double k_clearly = 0.6;  ///< a total from which a competition ends early

bool is_thinking(const model::PlannedTask& planned) {
    return planned.phase == model::Phase::explore || planned.phase == model::Phase::design ||
           planned.phase == model::Phase::integrate || planned.phase == model::Phase::document;
}

/// The first path that the task's own scope does not allow; "" where all are.
std::string out_of_scope(const model::TaskScope& scope, const model::Patch& patch) {
    for (const auto& change : patch.changes) {
        const auto matches = [&](const std::string& pattern) {
            return base::glob_match(pattern, change.path);
        };
        if (std::none_of(scope.write.begin(), scope.write.end(), matches) ||
            std::any_of(scope.deny.begin(), scope.deny.end(), matches))
            return change.path;
    }
    return {};
}

/// Why a try may not win whatever the referee says; "" where nothing is in its way.
std::string barred(const Tried& tried, const model::TaskScope& scope) {
    if (!tried.conflict.empty())
        return tried.conflict;
    const auto path = out_of_scope(scope, tried.result.patch);
    return path.empty() ? path : path + " is not for this role or task to write";
}

}  // namespace

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

evaluate::RefereeFacts Conductor::facts_of(const TaskState& task) const {
    const auto plan = m_state.plan();
    bool precedes_build = false;
    if (task.planned.phase == model::Phase::test) {
        const auto before = plan::reachability(plan);
        const auto count = plan.tasks.size();
        const auto at = static_cast<std::size_t>(&task - m_state.tasks.data());
        for (std::size_t other = 0; other < count; ++other)
            precedes_build = precedes_build || (before[at * count + other] &&
                                                plan.tasks[other].phase == model::Phase::build &&
                                                plan.tasks[other].feature == task.planned.feature);
    }
    return {.criteria = task.planned.task.criteria,
            .may_be_empty = is_thinking(task.planned),
            .may_be_red = precedes_build,
            .weights = m_options.weights,
            .config = &m_ports.session->config};
}

void Conductor::rank(TaskState& task) const {
    std::vector<evaluate::Entry> entries;
    for (const auto& tried : task.tried) {
        const auto& result = tried.result;
        entries.push_back({.id = result.id,
                           .patch = result.patch,
                           .checks = result.checks,
                           .is_finished = result.is_finished,
                           .measure = result.measured.empty()
                                          ? std::optional<double>()
                                          : std::optional<double>(median(result.measured)),
                           .cost_usd = result.cost_usd});
    }
    const auto placings = evaluate::referee(entries, facts_of(task));
    for (auto& tried : task.tried)
        for (const auto& placing : placings)
            if (placing.id == tried.result.id)
                tried.placing = placing;
    auto scope = task.planned.task.scope;
    if (m_options.pattern == Pattern::roles)
        scope.write = role_for(task.planned).owns;
    for (auto& tried : task.tried)
        if (auto reason = barred(tried, scope); !reason.empty() && tried.placing.may_win) {
            tried.placing.may_win = false;
            tried.placing.reason = std::move(reason);
        }
    std::stable_sort(
        task.tried.begin(), task.tried.end(), [&](const auto& left, const auto& right) {
            const auto place = [&](const Tried& tried) {
                const auto found = std::find_if(
                    placings.begin(), placings.end(),
                    [&](const auto& placing) { return placing.id == tried.result.id; });
                return std::make_pair(!tried.placing.may_win, found - placings.begin());
            };
            return place(left) < place(right);
        });
}

bool Conductor::ends_early(const TaskState& task) const {
    const bool is_race =
        m_options.pattern == Pattern::competition || m_options.pattern == Pattern::tree;
    return is_race && !task.tried.empty() && task.tried.front().placing.may_win &&
           task.tried.front().placing.total >= k_clearly;
}

void Conductor::take(const run::Completion& end) {
    const auto prefix = queue_id("");
    if (end.task.id.rfind(prefix, 0) != 0)
        return;  // of another mission in the same queue
    const auto attempt_id = end.task.id.substr(prefix.size());
    const auto found = m_begun.find(attempt_id);
    if (found == m_begun.end() || !m_status || end.ending == run::Ending::retry ||
        end.ending == run::Ending::postponed)
        return;
    const auto begun = found->second;
    m_begun.erase(found);
    auto& instance = m_state.instances[begun.instance];
    --instance.load;
    ++instance.done;
    AttemptResult result{.id = attempt_id, .maker = instance.maker, .detail = end.text};
    if (end.ending == run::Ending::done) {
        auto read = parse_attempt_result(end.text);
        if (read)
            result = std::move(*read);
        else
            result.detail = read.error().message;
    }
    instance.failures = result.is_finished ? 0 : instance.failures + 1;
    instance.seconds += result.seconds;
    m_state.cost_usd += result.cost_usd;
    if (!begun.branch.empty())
        result.patch =
            result.patch.empty() ? begun.branch : model::combined(begun.branch, result.patch);
    take_result(begun.task, begun, std::move(result));
}

void Conductor::take_result(std::size_t index, const Begun& begun, AttemptResult result) {
    auto& task = m_state.tasks[index];
    --task.open;
    if (task.stage != Stage::running)
        return;
    const auto id = result.id;
    task.tried.push_back({std::move(result)});
    m_ended[id] = begun;
    rank(task);
    for (const auto& tried : task.tried)
        if (tried.result.id == id)
            say(id,
                tried.placing.may_win
                    ? fmt::format("may win with {:.2f}", tried.placing.total)
                    : "may not win: " + tried.placing.reason +
                          (tried.result.detail.empty() ? "" : " (" + tried.result.detail + ")"));
    if (task.open == 0 || ends_early(task))
        if (!note(settle(index)))
            return;
    (void)note(begin_ready());
    (void)note(m_ports.remember(m_state));
    m_ports.show(m_state);
}

}  // namespace mendel::develop
