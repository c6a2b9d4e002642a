#include <memory>

#include <fmt/format.h>

#include "app/agents/agent_work.hpp"
#include "app/heal_bench.hpp"
#include "base/text.hpp"
#include "develop/makers.hpp"

namespace mendel::develop {

namespace {

using Books = std::shared_ptr<app::AgentBooks>;

Made made_of(agent::AgentResult result) {
    return {.patch = std::move(result.patch),
            .is_finished = result.end == agent::AgentEnd::done,
            .cost_usd = result.cost.usd(),
            .words = std::move(result.words),
            .detail = result.end == agent::AgentEnd::done
                          ? std::string()
                          : fmt::format("{}: {}", agent::name_of(result.end), result.detail)};
}

base::Result<Made> make_by(const agent::Agent& agent, const Books& books, const MakeJob& job) {
    // A bench wants a check to be opened with; the agent is told of none where there is none.
    const auto check =
        job.checks.empty() ? model::Command{.body = model::Argv{{"true"}}} : job.checks.front();
    const auto bench =
        app::open_bench_at(*job.session, {}, {.found = true, .check = check}, job.commit);
    if (!bench)
        return base::fail(bench.error());
    auto round = (*bench)->round(1, {}, {});
    auto task = job.task;
    task.verify = job.checks;
    auto work = app::AgentWork::open({.session = job.session,
                                      .books = books.get(),
                                      .task = task,
                                      .tree = round.setup.round.tree,
                                      .run = round.setup.round.run,
                                      .events = job.session->events,
                                      .deadline = job.deadline});
    if (!work)
        return base::fail(work.error());
    auto result = (*work)->attempt(agent, job.lessons, job.attempt);
    if (!result)
        return base::fail(result.error());
    if (result->end == agent::AgentEnd::stopped)
        return base::fail(base::ErrorKind::transient, "The agent was stopped.");
    return made_of(std::move(*result));
}

Maker maker_of(const agent::Agent& agent, const Books& books) {
    return {.name = agent.name,
            .make = [agent, books](const MakeJob& job) { return make_by(agent, books, job); },
            .in_worktree = false};
}

}  // namespace

base::Result<std::vector<Maker>> agent_makers(const app::Session& session,
                                              const std::vector<std::string>& names) {
    std::vector<agent::Agent> chosen;
    std::vector<std::string> reasons;
    for (const auto& name : names) {
        auto agent = app::choose_agent(session, name);
        if (!agent)
            return base::fail(agent.error());
        chosen.push_back(std::move(*agent));
    }
    if (names.empty()) {
        const auto agents = app::configured_agents(session);
        if (!agents)
            return base::fail(agents.error());
        for (const auto& agent : *agents)
            if (const auto reason = agent.unavailable())
                reasons.push_back(fmt::format("{}: {}", agent.name, *reason));
            else
                chosen.push_back(agent);
    }
    if (chosen.empty() && !reasons.empty())
        return base::fail(
            base::ErrorKind::user,
            fmt::format("No agent can be used here ({}). Mend that, or give --maker NAME=COMMAND.",
                        base::join(reasons, "; ")));
    std::vector<Maker> makers;
    if (chosen.empty())
        return makers;
    auto books = app::open_books(session);
    if (!books)
        return base::fail(books.error());
    const auto shared = std::make_shared<app::AgentBooks>(std::move(*books));
    for (const auto& agent : chosen)
        makers.push_back(maker_of(agent, shared));
    return makers;
}

}  // namespace mendel::develop
