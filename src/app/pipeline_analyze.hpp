#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "model/failure.hpp"

namespace mendel::app {

/// What `mendel analyze` reads.
struct AnalyzeRequest {
    std::vector<std::string> logs;  ///< files; "-" is standard input
    std::string root = {};  ///< absolute repository root, to make paths relative; may be empty
};

/// The failures of all logs, those of one log together in its own order (root cause first). Errors:
/// a log cannot be read (user).
base::Result<std::vector<model::Failure>> analyze(const AnalyzeRequest& request);

}  // namespace mendel::app
