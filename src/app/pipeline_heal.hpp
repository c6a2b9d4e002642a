#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "app/session.hpp"
#include "base/result.hpp"
#include "model/command.hpp"
#include "model/outcome.hpp"

namespace mendel::app {

/// A job of a workflow file.
struct WorkflowJob {
    std::string workflow = {};  ///< path of the file, relative to the root
    std::string id = {};        ///< the job's key in it
};

/// What was asked of one heal run.
struct HealRequest {
    std::optional<model::Command> command = {};  ///< nothing: the log's, else the detected checks
    std::optional<std::string> log = {};         ///< a log to start from; its command must be known
    WorkflowJob job = {};  ///< without command and log: the steps of this job are the checks
    std::vector<std::string> rungs = {};  ///< empty: configuration, else all that are built
    std::optional<std::chrono::seconds> time =
        {};                  ///< nothing: budget.minutes of the configuration
    std::string place = {};  ///< "overlay", "copy", "in-place"; empty: the first that works
};

/// Red, diagnosed, healed round by round, proven, recorded: the whole road of `mendel heal`. The
/// user's files are not changed; the Outcome's run_directory holds receipt, patch and report.
base::Result<model::Outcome> heal(const Session& session, const HealRequest& request);

}  // namespace mendel::app
