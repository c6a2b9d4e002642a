#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "model/diagnosis.hpp"

namespace mendel::app {

/// Uses a log's bytes.
using UseLog = std::function<void(const model::ReadBytes& read)>;

/// One log that can be read, once or again, on any thread.
struct LogInput {
    std::string name;  ///< as a person names it: "build.log", "logs.zip: build/3_Run tests.txt"
    /// Opens the log, hands it on and tells what of it was left out ("" for nothing). Errors: it
    /// cannot be read.
    std::function<base::Result<std::string>(const UseLog& use)> open;
};

/// The logs behind what the command line names: "-" is standard input, a folder stands for the
/// files below it, a zip archive for those in it. In an archive of a GitHub run the logs of whole
/// jobs count, else each step's. Errors: user where there is nothing to read.
base::Result<std::vector<LogInput>> log_inputs(const std::vector<std::string>& names);

}  // namespace mendel::app
