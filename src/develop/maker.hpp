#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "app/session.hpp"
#include "base/result.hpp"
#include "model/command.hpp"
#include "model/event.hpp"
#include "model/patch.hpp"
#include "model/task.hpp"

namespace mendel::develop {

/// One piece of work for a maker.
struct MakeJob {
    const app::Session* session = nullptr;  ///< of this attempt alone
    model::Task task;
    std::string commit = {};  ///< what the attempt begins at
    std::vector<model::Command> checks = {};
    std::string worktree = {};  ///< absolute; empty for a maker that makes its own
    std::vector<model::Evidence> lessons = {};
    std::function<base::Result<model::Patch>()> changes =
        {};  ///< of the worktree, against `commit`
    std::chrono::steady_clock::time_point deadline = {};
    int attempt = 1;
    std::stop_token stop = {};
};

/// What came of it. Nothing of it says whether the change is right.
struct Made {
    model::Patch patch = {};   ///< against the job's commit
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
    /// Whether it is given a worktree, and what then stands there is its change.
    bool in_worktree = true;
};

}  // namespace mendel::develop
