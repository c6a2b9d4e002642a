#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "agent/tool.hpp"
#include "base/result.hpp"
#include "model/audit.hpp"
#include "model/event.hpp"
#include "model/patch.hpp"
#include "model/spending.hpp"
#include "model/task.hpp"

namespace mendel::agent {

/// What a piece of agent work used up. Money is kept in millionths of a US dollar, so that sums are
/// exact.
struct Cost {
    long micro_usd = 0;
    long input_tokens = 0;
    long output_tokens = 0;
    long cache_read_tokens = 0;
    long cache_write_tokens = 0;
    int turns = 0;

    double usd() const { return static_cast<double>(micro_usd) / 1e6; }
    Cost& operator+=(const Cost& other);
};

/// How an agent's work ended; nothing of it says whether the change is right: the Judge does.
enum class AgentEnd {
    done,         ///< it says that it is done
    gave_up,      ///< it says that it cannot do it, or did nothing
    refused,      ///< the model declined
    timed_out,    ///< the deadline passed
    over_budget,  ///< dollars, tokens or turns were used up
    failed,       ///< its program or its model's service failed
    stopped,      ///< the stop token asked
};

std::string_view name_of(AgentEnd end);

/// One piece of work for an agent. The worktree is a clone with a .git of its own at the base (plus
/// what was accepted before), made by the caller, who also removes it.
struct AgentJob {
    model::Task task;
    std::string worktree;                       ///< absolute
    std::vector<model::Evidence> lessons = {};  ///< what earlier attempts ran into
    std::vector<Tool> tools = {};               ///< what the Task allows, bound to the worktree
    /// What the worktree now holds besides its base, bound by app (git).
    std::function<base::Result<model::Patch>()> changes;
    std::chrono::steady_clock::time_point deadline = {};
    model::Spending spending = {};  ///< without one nothing that costs money can be used
    long max_tokens = 0;            ///< 0: no limit of its own
    int max_turns = 50;
    int attempt = 1;  ///< 1-based count of tries at this Task
    model::AuditSink audit = [](const model::AuditEntry&) {};
    model::EventSink events = [](const model::StageEvent&) {};
    std::stop_token stop = {};
};

/// What came of it: whatever was changed before it ended counts, also on a bad end.
struct AgentResult {
    AgentEnd end = AgentEnd::failed;
    model::Patch patch = {};
    Cost cost = {};
    std::string words = {};   ///< its last words, capped; evidence for people, never trusted
    std::string detail = {};  ///< why it ended so, one sentence of mendel's own
    std::vector<ToolStatistics> tools = {};
    std::chrono::milliseconds duration{0};
};

/// Something that changes code on instruction: a command-line agent, a model over HTTP, a script of
/// steps. One interface for all: Task and worktree in, Patch and cost out. An Error only where the
/// machine cannot do it at all (no walls to be had: refused; the program is not there: user).
///
///     const auto agent = agent::find_agent(agents, "claude");
///     const auto result = agent->run({.task = task, .worktree = folder, .changes = changes});
struct Agent {
    std::string name;
    std::string purpose;  ///< one line for people
    std::function<base::Result<AgentResult>(const AgentJob&)> run;
    /// Why it cannot be used here (no key, program absent); nothing where it can.
    std::function<std::optional<std::string>()> unavailable = [] {
        return std::optional<std::string>();
    };
};

/// The agent of this name; nothing where there is none.
const Agent* find_agent(const std::vector<Agent>& agents, std::string_view name);

}  // namespace mendel::agent
