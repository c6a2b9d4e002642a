#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "code/invocation.hpp"
#include "config/config.hpp"
#include "model/command.hpp"

namespace mendel::evaluate {

/// The checks that a repository has, and those that are not run with the reason.
struct RepositoryChecks {
    std::vector<model::Command> commands = {};
    std::vector<std::string> not_rerun = {};
};

/// A `run` step of a workflow file.
struct WorkflowStep {
    std::string name = {};
    std::string run;
    std::string shell = {};
    std::string directory = {};
    bool secrets = false;  ///< its environment or text names a secret
};

/// The run steps of a workflow file, in order; none where the text is no workflow.
std::vector<WorkflowStep> workflow_steps(std::string_view text);

/// Why a step is not run on its own; empty where it may be: its first tool must be in the table
/// of checks, it must hold no expression, no secret, and no verb that publishes.
std::string reason_against(const WorkflowStep& step, const code::ReadFile& read);

/// The steps of one job of a workflow file that are checks, in their order, at most eight.
/// @param job the job's key in the file
RepositoryChecks job_checks(std::string_view workflow, std::string_view job,
                            const code::ReadFile& read);

/// heal.verify where there is some; else the workflow steps, package.json scripts (test, lint,
/// typecheck, format:check ...) and make targets (test, check, lint) that are checks, each once, at
/// most eight.
/// @param files all paths of the tree
RepositoryChecks repository_checks(const config::Config& config,
                                   const std::vector<std::string>& files,
                                   const code::ReadFile& read);

}  // namespace mendel::evaluate
