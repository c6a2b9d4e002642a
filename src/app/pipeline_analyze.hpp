#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "model/failure.hpp"

namespace mendel::app {

/// What `mendel analyze` reads.
struct AnalyzeRequest {
    std::vector<std::string> logs = {};   ///< files, folders, zip archives; "-" is standard input
    std::optional<std::string> run = {};  ///< id of a GitHub run whose failed jobs are read too
    std::string root = {};  ///< absolute repository root, to make paths relative; may be empty
    std::optional<std::string> config_file = {};
    std::optional<std::string> history = {};  ///< folder of logs of earlier runs of the commit
    bool whole = false;                       ///< every matcher reads every line
    std::stop_token stop = {};
};

struct AnalyzeResult {
    std::vector<model::Failure> failures = {};
    std::vector<std::string> notes = {};  ///< what was not read as it stands, a sentence each
};

/// The failures of all logs, those of one log together in its own order (root cause first), the
/// same problem in several logs once with its occurrences added up, weighed by the history: each
/// entry of its folder is one earlier run. Logs are read in parallel.
/// Errors: a log cannot be read (user), GitHub (as forge::GitHubApi), the configuration (user).
base::Result<AnalyzeResult> analyze(const AnalyzeRequest& request);

}  // namespace mendel::app
