#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "app/action/action_context.hpp"
#include "app/log_inputs.hpp"

namespace mendel::app {

/// How GitHub is spoken to about the repository at `root`: GITHUB_REPOSITORY or the remote origin,
/// GITHUB_API_URL, GITHUB_TOKEN or GH_TOKEN. Errors of kind user where one is missing.
base::Result<ActionContext> github_context(const std::string& root);

/// The logs of a GitHub run's failed jobs, newest attempt; of all its jobs where none failed. The
/// repository is GITHUB_REPOSITORY or the remote origin of the one at `root`, the token
/// GITHUB_TOKEN or GH_TOKEN. Errors: user where one of them or the id is missing, else those of
/// GitHubApi.
base::Result<std::vector<LogInput>> run_logs(const std::string& run, const std::string& root,
                                             const std::stop_token& stop);

}  // namespace mendel::app
