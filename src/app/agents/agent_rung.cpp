#include "app/agents/agent_rung.hpp"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "app/agents/agent_work.hpp"
#include "base/text.hpp"

namespace mendel::app {

namespace {

constexpr int k_attempts = 3;

model::TaskKind kind_of(model::Category category) {
    switch (category) {
        case model::Category::test_failure:
        case model::Category::runtime_error:
            return model::TaskKind::fix_test_failure;
        case model::Category::lint_error:
            return model::TaskKind::fix_lint;
        case model::Category::type_error:
            return model::TaskKind::fix_type_error;
        case model::Category::dependency_error:
            return model::TaskKind::fix_dependency;
        case model::Category::security_vulnerability:
            return model::TaskKind::fix_security;
        case model::Category::timeout:
            return model::TaskKind::fix_timeout;
        default:
            return model::TaskKind::fix_build_failure;
    }
}

std::string evidence_of(const model::Failure& failure) {
    std::string text = failure.message + "\n" + failure.evidence;
    for (const auto& test : failure.tests)
        text += fmt::format("test {}: {} (expected {}, actual {})\n", test.name, test.message,
                            test.expected, test.actual);
    return text;
}

/// Green first, then the try that left least to mend; those without a change are left out.
std::vector<model::Patch> best_first(std::vector<WorkTry> tries) {
    std::stable_sort(tries.begin(), tries.end(), [](const WorkTry& left, const WorkTry& right) {
        const auto rank = [](const WorkTry& each) {
            if (!each.verdict || each.verdict->state == model::VerdictState::refused)
                return 1'000'000UL;
            return each.verdict->state == model::VerdictState::green
                       ? 0UL
                       : 1UL + each.verdict->remaining.size();
        };
        return rank(left) < rank(right);
    });
    std::vector<model::Patch> patches;
    for (auto& each : tries)
        if (each.verdict)
            patches.push_back(std::move(each.result.patch));
    return patches;
}

base::Result<model::Proposal> propose(const Session& session, const AgentBooks& books,
                                      const model::Round& round) {
    const auto agent = choose_agent(session, "");
    if (!agent)
        return model::Proposal{.notes = {agent.error().message}};
    auto work = AgentWork::open({.session = &session,
                                 .books = &books,
                                 .task = task_of(round.failure, round.check),
                                 .tree = round.tree,
                                 .run = round.run,
                                 .judge = round.judge,
                                 .failures = round.failures,
                                 .events = round.events,
                                 .deadline = round.deadline});
    if (!work)
        return base::fail(work.error());
    auto tries = try_repeatedly(**work, *agent, round.judge, k_attempts);
    if (!tries)
        return base::fail(tries.error());
    model::Proposal proposal;
    for (std::size_t index = 0; index < tries->size(); ++index) {
        const auto& result = (*tries)[index].result;
        proposal.cost_usd += result.cost.usd();
        proposal.tries.push_back(agent_try_of((*tries)[index], agent->name));
        proposal.notes.push_back(fmt::format("try {} of {} {}: {}", index + 1, agent->name,
                                             agent::name_of(result.end), result.detail));
    }
    proposal.patches = best_first(std::move(*tries));
    return proposal;
}

}  // namespace

model::Task task_of(const model::Failure& failure, const model::Command& check) {
    model::Task task{.id = "heal-" + failure.fingerprint.substr(0, 12),
                     .kind = kind_of(failure.category),
                     .title = fmt::format("Mend what {} reports",
                                          failure.tool.empty() ? "the check" : failure.tool)};
    task.evidence.push_back({.source = "failing check", .text = evidence_of(failure)});
    for (const auto& location : failure.locations)
        if (std::find(task.files.begin(), task.files.end(), location.file) == task.files.end() &&
            task.files.size() < 20)
            task.files.push_back(location.file);
    task.verify = {check};
    task.criteria = {"The failing check exits 0 and nothing else got worse."};
    return task;
}

model::Rung agent_rung(const Session& session) {
    return {.name = "agent",
            .purpose = "an agent of the configuration, inside walls and a budget",
            .applies = [](const model::Failure&) { return true; },
            .propose = [&session, books = std::shared_ptr<AgentBooks>()](
                           const model::Round& round) mutable -> base::Result<model::Proposal> {
                if (session.config.agents.empty())
                    return model::Proposal{.notes = {"no agent is configured"}};
                if (!books) {
                    auto opened = open_books(session);
                    if (!opened)
                        return base::fail(opened.error());
                    books = std::make_shared<AgentBooks>(std::move(*opened));
                }
                return propose(session, *books, round);
            }};
}

}  // namespace mendel::app
