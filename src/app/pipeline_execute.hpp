#pragma once

#include <string>
#include <vector>

#include "app/agents/agent_work.hpp"
#include "app/session.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "model/outcome.hpp"
#include "model/task.hpp"

namespace mendel::app {

/// What was asked of `mendel execute`.
struct ExecuteRequest {
    model::Task task;
    std::string agent = {};  ///< empty: the first of the configuration that can be used
    int attempts = 3;
    std::string place = {};  ///< "overlay", "copy", "in-place"; empty: the first that works
};

/// One Task after its work.
struct Execution {
    model::Task task;
    std::string agent;
    bool red_before = false;  ///< the check failed before; only then there is a receipt
    std::vector<WorkTry> tries = {};
    model::Outcome outcome;
};

/// Works on one Task: worktree, at most `attempts` tries of the agent, Judge and gates, the best
/// kept. The user's files are not changed; the Outcome's run_directory holds task.json, patch,
/// changes.json, execution.json and, where a red check turned green, the receipt.
base::Result<Execution> execute(const Session& session, const ExecuteRequest& request);

/// The public shape, "mendel.execution/1" (schemas/execution.schema.json).
base::Json to_json(const Execution& execution);

}  // namespace mendel::app
