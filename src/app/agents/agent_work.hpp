#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "agent/agent.hpp"
#include "app/agents/agent_desk.hpp"
#include "app/agents/agent_roster.hpp"
#include "app/scratch.hpp"
#include "base/result.hpp"
#include "model/outcome.hpp"

namespace mendel::app {

/// What a Task is worked on with.
struct WorkSetting {
    const Session* session = nullptr;
    const AgentBooks* books = nullptr;
    model::Task task;
    model::TreeView tree;
    model::Run run;
    model::Judge judge = {};
    std::vector<model::Failure> failures = {};
    model::EventSink events = [](const model::StageEvent&) {};
    std::chrono::steady_clock::time_point deadline = {};
};

/// One Task with its worktree: made once, tried several times.
class AgentWork {
  public:
    static base::Result<std::unique_ptr<AgentWork>> open(WorkSetting setting);

    /// Lets an agent try. `lessons` are what earlier tries ran into; the worktree begins as the
    /// tree is.
    base::Result<agent::AgentResult> attempt(const agent::Agent& agent,
                                             const std::vector<model::Evidence>& lessons,
                                             int number);

    const std::shared_ptr<AgentDesk>& desk() const { return m_desk; }

  private:
    AgentWork(WorkSetting setting, Scratch scratch);
    agent::AgentJob job(const std::vector<model::Evidence>& lessons, int number) const;

    WorkSetting m_setting;
    Scratch m_scratch;
    std::shared_ptr<Worktree> m_worktree;
    std::shared_ptr<AgentDesk> m_desk;
};

/// One try as it went.
struct WorkTry {
    agent::AgentResult result;
    std::optional<model::Verdict> verdict = {};  ///< none: nothing was changed
};

/// At most `attempts` tries, each with the Judge's evidence of the last, until one is green, the
/// budget or the time is used up.
base::Result<std::vector<WorkTry>> try_repeatedly(AgentWork& work, const agent::Agent& agent,
                                                  const model::Judge& judge, int attempts);

/// What is told of one tool's calls.
model::ToolUse tool_use_of(const agent::ToolStatistics& tool);

/// The try as people are told of it.
model::AgentTry agent_try_of(const WorkTry& tried, const std::string& agent);

/// What the Judge had against a try, for the next one.
model::Evidence lesson_of(const WorkTry& tried, int number);

}  // namespace mendel::app
