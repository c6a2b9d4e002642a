#include "develop/mission.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/glob.hpp"
#include "develop/merging.hpp"
#include "develop/whole_check.hpp"
#include "git/diff.hpp"
#include "plan/schedule.hpp"
#include "run/executor.hpp"
#include "sys/clock.hpp"

namespace mendel::develop {

namespace {

constexpr std::size_t k_most_evidence = 4000;
constexpr double k_clearly = 0.6;  ///< a total from which a competition ends early
constexpr double k_significant = 0.05;
constexpr int k_measurements = 7;
constexpr std::size_t k_beam = 2;  ///< tries of a tree that are continued

/// The attempts that are under way, with what they began at.
struct Begun {
    std::size_t task;
    model::Patch began_at;     ///< accepted when it began
    model::Patch branch = {};  ///< of a tree: what it continues, on top of that
    std::size_t instance = 0;
};

class Conductor {
  public:
    Conductor(MissionState& state, const MissionOptions& options, const MissionPorts& ports)
        : m_state(state), m_options(options), m_ports(ports) {}

    base::Status conduct();

  private:
    base::Status begin_ready();
    base::Status begin_round(std::size_t index);
    base::Status begin_attempt(std::size_t index, const model::Patch& branch,
                               std::vector<std::string>& used);
    std::vector<model::Evidence> evidence_for(const TaskState& task) const;
    void take(const run::Completion& end);
    void take_result(std::size_t index, const Begun& begun, AttemptResult result);
    evaluate::RefereeFacts facts_of(const TaskState& task) const;
    void rank(TaskState& task) const;
    bool ends_early(const TaskState& task) const;
    base::Status settle(std::size_t index);
    base::Status settle_ab(TaskState& task);
    base::Status accept(std::size_t index, const std::string& winner);
    base::Status try_again(std::size_t index, const std::string& why);
    void keep_losers(const TaskState& task);
    base::Result<bool> hear_of_others();
    /// Unique in a queue that missions share, also with an earlier life of this one.
    std::string queue_id(const std::string& attempt) const { return m_life + "/" + attempt; }
    void say(const std::string& subject, const std::string& text) const;
    base::Status note(base::Status status) {
        if (!status && m_status)
            m_status = status;
        return status;
    }

    MissionState& m_state;
    const MissionOptions& m_options;
    const MissionPorts& m_ports;
    std::map<std::string, Begun> m_begun = {};
    std::map<std::string, std::vector<std::string>> m_used = {};  ///< makers by task
    int m_count = 0;
    std::string m_life = sys::random_name(10);
    base::Status m_status = {};
};

void Conductor::say(const std::string& subject, const std::string& text) const {
    m_ports.session->events(
        {.kind = model::EventKind::note, .stage = "develop", .subject = subject, .text = text});
}

bool is_thinking(const model::PlannedTask& planned) {
    return planned.phase == model::Phase::explore || planned.phase == model::Phase::design ||
           planned.phase == model::Phase::integrate || planned.phase == model::Phase::document;
}

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
            return std::any_of(m_state.tasks.begin(), m_state.tasks.end(), [&](const auto& other) {
                return other.planned.task.id == id && other.stage == Stage::accepted;
            });
        });
        if (!is_ready)
            continue;
        if (auto begun = begin_round(index); !begun)
            return begun;
    }
    return {};
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

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
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
        if (const auto path = out_of_scope(scope, tried.result.patch);
            !path.empty() && tried.placing.may_win) {
            tried.placing.may_win = false;
            tried.placing.reason = path + " is not for this role or task to write";
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
    m_begun[id + "/ended"] = begun;
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
            if (begun.task == index && id.find('/') == std::string::npos)
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
    const auto why =
        task.tried.empty() ? std::string("nobody tried") : task.tried.front().placing.reason;
    return try_again(index, why);
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
                             .began_at = m_begun.at(winner + "/ended").began_at,
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
        task.tried.front().placing.may_win = false;
        task.tried.front().placing.reason =
            merged->conflicts.front().path + " was changed differently by what was accepted before";
        return try_again(index, task.tried.front().placing.reason);
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

/// Takes what workers of other processes have ended; whether there was anything.
base::Result<bool> Conductor::hear_of_others() {
    bool has_heard = false;
    for (const auto state : {run::TaskState::done, run::TaskState::dead}) {
        const auto records = m_ports.queue->records(state);
        if (!records)
            return base::fail(records.error());
        for (const auto& record : *records) {
            const auto prefix = queue_id("");
            if (record.task.id.rfind(prefix, 0) != 0 ||
                m_begun.count(record.task.id.substr(prefix.size())) == 0)
                continue;
            has_heard = true;
            take({.task = record.task,
                  .ending = state == run::TaskState::done ? run::Ending::done : run::Ending::dead,
                  .text = record.text,
                  .attempt = record.attempt});
        }
    }
    return has_heard;
}

base::Status Conductor::conduct() {
    if (auto begun = begin_ready(); !begun)
        return begun;
    run::Executor executor(*m_ports.queue, m_ports.handlers,
                           {.worker = "mission-" + sys::random_name(8),
                            .scaling = {.min = 1, .max = m_options.most_workers},
                            .beat = std::chrono::seconds(1),
                            .clock = m_ports.session->clock,
                            .random = sys::random_fraction,
                            .say = [this](const std::string& text) { say("executor", text); }});
    executor.subscribe([this](const run::Completion& end) { take(end); });
    for (base::Result<bool> has_heard = true; has_heard && *has_heard;) {
        const auto ran = executor.run(m_ports.session->stop);
        if (!ran)
            return base::fail(ran.error());
        if (!m_status)
            return m_status;
        if (ran->stopped)
            return base::fail(base::ErrorKind::refused,
                              "The mission was stopped. Go on with mendel develop --resume RUN.");
        has_heard = hear_of_others();
        if (!has_heard)
            return base::fail(has_heard.error());
    }
    if (m_state.count(Stage::accepted) == m_state.tasks.size())
        if (auto checked = check_whole(m_state, *m_ports.session, m_options.checks); !checked)
            return checked;
    return m_ports.remember(m_state);
}

}  // namespace

base::Status run_mission(MissionState& state, const MissionOptions& options,
                         const MissionPorts& ports) {
    if (options.instances < 1 || state.instances.empty() || options.most_workers < 1)
        return base::fail(base::ErrorKind::user,
                          "There is no instance to work. Configure an agent, and allow at least "
                          "one instance.");
    return Conductor(state, options, ports).conduct();
}

}  // namespace mendel::develop
