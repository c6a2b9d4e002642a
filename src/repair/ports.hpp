#pragma once

#include <functional>
#include <string>
#include <vector>

#include "model/diagnosis.hpp"
#include "model/run.hpp"

namespace mendel::repair {

/// What the search needs of other stages and of git; app hands it in. Each may be empty.
struct Ports {
    model::Diagnose diagnose = {};  ///< reads failing tests from a run's output; else exit codes
    std::vector<model::Run> more_runs = {};  ///< Places besides the round's: candidates in parallel
    /// 1-based lines of a file that commits of the failing range wrote, by git blame.
    std::function<std::vector<int>(const std::string& file)> recent_lines = {};
};

}  // namespace mendel::repair
