#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "model/plan.hpp"

namespace mendel::plan {

/// When a task can begin, in minutes from the start, by the critical path method (J. Kelley,
/// M. Walker, Critical-Path Planning and Scheduling, 1959).
struct Slot {
    std::string id;
    double earliest = 0;
    double latest = 0;  ///< without making the whole later
    double slack() const { return latest - earliest; }
};

struct Schedule {
    std::vector<Slot> slots = {};            ///< in the order of the plan
    std::vector<std::string> order = {};     ///< dependencies first; riskier and longer ones before
    std::vector<std::string> critical = {};  ///< the longest chain, first to last
    double minutes = 0;                      ///< of the longest chain
    std::size_t width = 0;                   ///< tasks at once when each begins as early as it can
};

/// Indices of the tasks, dependencies first; nothing where they wait for each other in a circle.
/// Dependencies that name no task are passed over.
std::optional<std::vector<std::size_t>> task_order(const model::Plan& plan);

/// The schedule of a plan without circles.
Schedule schedule_of(const model::Plan& plan);

/// Which tasks come before which, directly or not: row by row, `before[a * n + b]` where a must be
/// done before b.
std::vector<bool> reachability(const model::Plan& plan);

}  // namespace mendel::plan
