#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "model/event.hpp"
#include "model/patch.hpp"
#include "model/task.hpp"

namespace mendel::develop {

/// One piece of work for a maker, in a worktree of its own.
struct MakeJob {
    model::Task task;
    std::string worktree;  ///< absolute
    std::vector<model::Evidence> lessons = {};
    std::function<base::Result<model::Patch>()> changes;  ///< of the worktree, against its base
    std::chrono::steady_clock::time_point deadline = {};
    int attempt = 1;
    std::stop_token stop = {};
};

/// What came of it. Nothing of it says whether the change is right.
struct Made {
    model::Patch patch = {};
    bool is_finished = false;  ///< the maker says that it is done
    double cost_usd = 0;
    std::string words = {};   ///< its last words; evidence for people and for the next
    std::string detail = {};  ///< why it ended so
};

/// Something that makes changes on instruction, as the mission sees an agent. An Error of kind
/// transient is tried again.
struct Maker {
    std::string name;
    std::function<base::Result<Made>(const MakeJob&)> make;
};

}  // namespace mendel::develop
