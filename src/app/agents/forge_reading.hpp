#pragma once

#include <string>

#include "app/session.hpp"
#include "base/result.hpp"

namespace mendel::app {

/// An issue or pull request with its comments as plain text, foreign: of the local forge, else of
/// GitHub where a token is there (run_logs.hpp). An error of kind user where there is none.
base::Result<std::string> issue_text(const Session& session, long number);

/// The report of one of mendel's own runs, "last" for the newest; a number is a run on GitHub,
/// whose failed jobs' logs are read. Foreign text. An error of kind user where there is none.
base::Result<std::string> run_text(const Session& session, const std::string& id);

}  // namespace mendel::app
