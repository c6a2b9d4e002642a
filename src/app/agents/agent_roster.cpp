#include "app/agents/agent_roster.hpp"

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "agent/profile.hpp"
#include "agent/runner_command.hpp"
#include "agent/runner_model.hpp"
#include "base/text.hpp"
#include "observe/run_folder.hpp"
#include "sys/clock.hpp"
#include "sys/environment.hpp"
#include "sys/files.hpp"

namespace mendel::app {

namespace {

/// A script's path is relative to the repository's root.
base::Result<std::string> script_of(const Session& session, const std::string& path) {
    if (session.agent_commit.empty())
        return sys::read_file(sys::join_path(session.repository.root(), path));
    auto text = session.repository.read(session.agent_commit, path);
    if (!text)
        return base::fail(text.error());
    if (!*text)
        return base::fail(base::ErrorKind::user,
                          "The default branch has no such file, and an agent's script comes from "
                          "there alone. Add it there.",
                          path);
    return std::move(**text);
}

/// The first word of an agent's command that is a file of the work tree, which on a forge is the
/// pull request's; empty: none is.
std::string word_of_tree(const Session& session, const agent::Profile& profile) {
    for (const auto& word : profile.argv)
        if (base::contains(word, "{worktree}") ||
            (!word.empty() && word.front() != '/' &&
             sys::exists(sys::join_path(session.repository.root(), word))))
            return word;
    return {};
}

/// On a forge an agent is made of the default branch alone.
agent::Agent bound(const Session& session, const agent::Profile& profile, agent::Agent agent) {
    if (session.agent_commit.empty() || profile.runner == agent::RunnerKind::model)
        return agent;
    const auto word = word_of_tree(session, profile);
    if (!word.empty())
        agent.unavailable = [word]() -> std::optional<std::string> {
            return fmt::format(
                "'{}' of its command is a file of the pull request, which never "
                "runs as an agent; name it as script",
                word);
        };
    return agent;
}

long micro(double usd) {
    return std::lround(usd * 1e6);
}

}  // namespace

base::Result<std::vector<agent::Agent>> configured_agents(const Session& session) {
    std::vector<agent::Profile> profiles;
    for (const auto& entry : session.config.agents) {
        auto profile = agent::make_profile(base::Json::parse(entry.settings));
        if (!profile)
            return base::fail(profile.error());
        profiles.push_back(std::move(*profile));
    }
    const agent::CommandPorts ports{
        .variable = sys::environment_value,
        .read_script = [&session](const std::string& path) { return script_of(session, path); }};
    std::vector<agent::Agent> agents;
    for (const auto& profile : profiles)
        agents.push_back(bound(session, profile,
                               profile.runner == agent::RunnerKind::model
                                   ? agent::make_model_agent(profile, profiles, ports)
                                   : agent::make_command_agent(profile, ports)));
    return agents;
}

base::Result<agent::Agent> choose_agent(const Session& session, const std::string& name) {
    const auto agents = configured_agents(session);
    if (!agents)
        return base::fail(agents.error());
    if (agents->empty())
        return base::fail(base::ErrorKind::user,
                          "No agent is configured. Add one to agents in .github/mendel.yml.");
    std::vector<std::string> reasons;
    for (const auto& each : *agents) {
        if (!name.empty() && each.name != name)
            continue;
        const auto reason = each.unavailable();
        if (!reason)
            return each;
        reasons.push_back(fmt::format("{}: {}", each.name, *reason));
    }
    if (!reasons.empty())
        return base::fail(base::ErrorKind::user, fmt::format("No agent can be used here ({}).",
                                                             base::join(reasons, "; ")));
    std::vector<std::string> names;
    for (const auto& each : *agents)
        names.push_back(each.name);
    return base::fail(base::ErrorKind::user, fmt::format("There is no agent '{}'. Choose from {}.",
                                                         name, base::join(names, ", ")));
}

base::Result<AgentBooks> open_books(const Session& session) {
    const auto folder = observe::state_folder(session.repository.common_folder());
    if (!folder)
        return base::fail(folder.error());
    auto ledger = observe::Ledger::open(*folder, session.clock);
    auto audit = observe::AuditLog::open(*folder, session.clock);
    if (!ledger || !audit)
        return base::fail(!ledger ? ledger.error() : audit.error());
    AgentBooks books{.ledger = std::move(*ledger),
                     .audit = std::move(*audit),
                     .spending = {},
                     .run = sys::random_name(12)};
    books.spending =
        observe::Ledger::spending(books.ledger, books.run,
                                  {.per_run = micro(session.config.budget.usd_per_run),
                                   .per_day = micro(session.config.budget.usd_per_day)});
    return books;
}

}  // namespace mendel::app
