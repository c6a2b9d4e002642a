#include "app/agents/agent_work.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/agents/forge_reading.hpp"
#include "app/agents/tools.hpp"
#include "base/text.hpp"
#include "git/diff.hpp"
#include "sys/owner.hpp"

namespace mendel::app {

namespace {

constexpr std::size_t k_lesson_diff = 6000;

/// Checks by name: those of the task, else the failing check.
std::vector<std::pair<std::string, model::Command>> named(
    const std::vector<model::Command>& checks) {
    std::vector<std::pair<std::string, model::Command>> all;
    all.reserve(checks.size());
    for (const auto& check : checks)
        all.emplace_back(all.empty() ? "check" : fmt::format("check-{}", all.size() + 1), check);
    return all;
}

std::string refusals_text(const model::Verdict& verdict) {
    std::string text;
    for (const auto& refusal : verdict.refusals)
        text += "refused: " + model::to_text(refusal) + "\n";
    for (const auto& failure : verdict.remaining)
        text += "still failing: " + failure.message + "\n" + failure.evidence + "\n";
    return text;
}

/// The failing check as the engines see it; nothing where the task is none of mending.
base::Result<std::optional<model::Round>> round_of(const WorkSetting& setting) {
    if (setting.failures.empty() || setting.task.verify.empty())
        return std::nullopt;
    return model::Round{.failure = setting.failures.front(),
                        .failures = setting.failures,
                        .check = setting.task.verify.front(),
                        .tree = setting.tree,
                        .run = setting.run,
                        .judge = setting.judge,
                        .events = setting.events,
                        .deadline = setting.deadline};
}

}  // namespace

AgentWork::AgentWork(WorkSetting setting, Scratch scratch)
    : m_setting(std::move(setting)), m_scratch(std::move(scratch)) {}

base::Result<std::unique_ptr<AgentWork>> AgentWork::open(WorkSetting setting) {
    auto scratch = Scratch::make();
    if (!scratch)
        return base::fail(scratch.error());
    std::unique_ptr<AgentWork> work(new AgentWork(std::move(setting), std::move(*scratch)));
    const auto& own = work->m_setting;
    // The agent's own uid must get to its worktree by name.
    if (const auto passable = sys::let_through(work->m_scratch.path()); !passable)
        return base::fail(passable.error());
    auto worktree = Worktree::make(*own.session, own.tree, work->m_scratch.path() + "/tree");
    if (!worktree)
        return base::fail(worktree.error());
    work->m_worktree = std::move(*worktree);
    work->m_desk = std::make_shared<AgentDesk>(AgentDesk{
        .session = own.session,
        .task = own.task,
        .worktree = work->m_worktree->folder(),
        .tree = own.tree,
        .changes = [tree = work->m_worktree] { return tree->changes(); },
        .run = own.run,
        .judge = own.judge,
        .failures = own.failures,
        .checks = named(own.task.verify),
        .failing_round = [setting = &own] { return round_of(*setting); },
        .read_issue = [session = own.session](long number) { return issue_text(*session, number); },
        .read_run = [session =
                         own.session](const std::string& id) { return run_text(*session, id); }});
    return work;
}

agent::AgentJob AgentWork::job(const std::vector<model::Evidence>& lessons, int number) const {
    const auto& budget = m_setting.session->config.budget;
    const auto& limits = m_setting.task.limits;
    agent::AgentJob job{.task = m_setting.task,
                        .worktree = m_worktree->folder(),
                        .lessons = lessons,
                        .tools = agent_tools(m_desk),
                        .changes = m_desk->changes,
                        .deadline = m_setting.deadline,
                        .spending = m_setting.books->spending,
                        .max_tokens = limits.tokens > 0 ? limits.tokens : budget.tokens_per_run,
                        .max_turns = limits.turns > 0 ? limits.turns : budget.turns,
                        .attempt = number,
                        .audit = observe::AuditLog::sink(m_setting.books->audit),
                        .events = m_setting.events,
                        .stop = m_setting.session->stop};
    if (limits.minutes > 0)
        job.deadline = std::min(
            job.deadline, m_setting.session->clock.steady() + std::chrono::minutes(limits.minutes));
    return job;
}

base::Result<agent::AgentResult> AgentWork::attempt(const agent::Agent& agent,
                                                    const std::vector<model::Evidence>& lessons,
                                                    int number) {
    if (const auto put_back = m_worktree->reset(); !put_back)
        return base::fail(put_back.error());
    m_setting.events({.kind = model::EventKind::note,
                      .stage = "agent",
                      .subject = agent.name,
                      .text = fmt::format("try {} at: {}", number, m_setting.task.title)});
    auto result = agent.run(job(lessons, number));
    if (!result)
        return result;
    result->patch.rung = "agent";
    result->patch.summary = fmt::format("{} ({})", m_setting.task.title, agent.name);
    if (const auto error = m_setting.books->audit->error())
        return base::fail(*error);
    return result;
}

model::Evidence lesson_of(const WorkTry& tried, int number) {
    model::Evidence lesson{.source = fmt::format("try {}", number)};
    lesson.text =
        fmt::format("It ended: {}. {}\n", agent::name_of(tried.result.end), tried.result.detail);
    if (!tried.verdict)
        lesson.text += "Nothing was changed.\n";
    else
        lesson.text += fmt::format("The judge says: {}\n{}", model::name_of(tried.verdict->state),
                                   refusals_text(*tried.verdict));
    if (const auto diff = git::to_diff(tried.result.patch); diff && !diff->empty())
        lesson.text += "This was the change:\n" + base::ellipsize(*diff, k_lesson_diff) + "\n";
    return lesson;
}

model::ToolUse tool_use_of(const agent::ToolStatistics& tool) {
    return {.name = tool.name, .calls = tool.calls, .errors = tool.errors, .p95_ms = tool.p95_ms};
}

model::AgentTry agent_try_of(const WorkTry& tried, const std::string& agent) {
    const auto& result = tried.result;
    model::AgentTry told{.agent = agent,
                         .end = std::string(agent::name_of(result.end)),
                         .detail = result.detail,
                         .words = result.words,
                         .duration = result.duration,
                         .cost_usd = result.cost.usd()};
    for (const auto& change : result.patch.changes)
        told.files.push_back(change.path);
    for (const auto& tool : result.tools)
        told.tools.push_back(tool_use_of(tool));
    if (!tried.verdict)
        return told;
    told.verdict = model::name_of(tried.verdict->state);
    told.refusals = tried.verdict->refusals;
    for (const auto& failure : tried.verdict->remaining)
        told.remaining.push_back(failure.message);
    return told;
}

base::Result<std::vector<WorkTry>> try_repeatedly(AgentWork& work, const agent::Agent& agent,
                                                  const model::Judge& judge, int attempts) {
    std::vector<WorkTry> tries;
    std::vector<model::Evidence> lessons;
    for (int number = 1; number <= attempts; ++number) {
        auto result = work.attempt(agent, lessons, number);
        if (!result)
            return base::fail(result.error());
        WorkTry tried{.result = std::move(*result)};
        if (!tried.result.patch.empty()) {
            auto verdict = judge(tried.result.patch, model::Depth::neighbours);
            if (!verdict)
                return base::fail(verdict.error());
            tried.verdict = std::move(*verdict);
        }
        lessons.push_back(lesson_of(tried, number));
        tries.push_back(std::move(tried));
        const auto& last = tries.back();
        const bool green = last.verdict && last.verdict->state == model::VerdictState::green;
        const auto end = last.result.end;
        if (green || end == agent::AgentEnd::over_budget || end == agent::AgentEnd::stopped)
            break;
    }
    return tries;
}

}  // namespace mendel::app
