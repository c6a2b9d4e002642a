#pragma once

#include <string>
#include <vector>

#include "model/task.hpp"

namespace mendel::model {

/// What a task of a Plan is for; strategies order tasks by it.
enum class Phase { explore, design, build, test, document, integrate };

/// One node of a Plan. `task.plan` holds its dependencies, skills, middle estimate and priority.
struct PlannedTask {
    Task task;
    Phase phase = Phase::build;
    std::string feature = {};  ///< the part of the goal that it serves
    std::string method = {};   ///< the method that made it
    double low_minutes = 0;    ///< the range of the estimate
    double high_minutes = 0;
    int risk = 1;                                ///< 1 to 5
    std::vector<std::string> risk_reasons = {};  ///< one sentence each
    std::vector<std::string> touches = {};  ///< files, or folders ending in '/', that it alone owns
                                            ///< while it runs
};

/// A graph of work towards a goal.
struct Plan {
    std::string goal;
    std::string strategy = {};
    std::string complexity = "medium";  ///< "low", "medium" or "high"
    std::vector<PlannedTask> tasks = {};
};

}  // namespace mendel::model
