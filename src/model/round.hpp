#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "model/agent_try.hpp"
#include "model/event.hpp"
#include "model/failure.hpp"
#include "model/run.hpp"
#include "model/verdict.hpp"

namespace mendel::model {

/// The tree of the current round as a rung reads it: the base with every accepted patch so far.
/// Writing is done by proposing Patches alone.
struct TreeView {
    std::string root;   ///< absolute path at which checks see the tree
    std::string base;   ///< hash of the base commit; Patches name it
    Patch so_far = {};  ///< what was accepted in earlier rounds, against the base

    /// Bytes of a file, by its path relative to the root; an error of kind user where there is
    /// none.
    std::function<base::Result<std::string>(const std::string& path)> read;

    /// All files that git tracks or would track (not ignored), relative, sorted.
    std::function<base::Result<std::vector<std::string>>()> files;
};

/// What a rung is given for one try. `run` is its only way to start a tool.
struct Round {
    Failure failure;                ///< the target
    std::vector<Failure> failures;  ///< everything diagnosed in this round, the target among them
    Command check;                  ///< the failing command
    TreeView tree;
    Run run;
    /// Another Place that shows the same tree, for one other thread, as long as the round lives; an
    /// error where there can be none. May be empty.
    std::function<base::Result<Run>()> another_run = {};
    /// 1-based lines of a file that the newest changes wrote: a prior for where a fault is. May be
    /// empty.
    std::function<std::vector<int>(const std::string& path)> recent_lines = {};
    Judge judge;
    EventSink events;
    std::chrono::steady_clock::time_point deadline = {};
    double budget_usd = 0;
};

/// What a rung answers: Patches in the order in which to try them, or why there are none.
struct Proposal {
    std::vector<Patch> patches = {};
    std::vector<std::string> notes = {};  ///< what was looked at, why nothing fits, two candidates
    std::string missing_tool = {};        ///< the program that would be needed, where it is absent
    double cost_usd = 0;                  ///< what it took to make them
    std::vector<AgentTry> tries = {};     ///< of agents, where they made them
};

/// One step of the ladder.
struct Rung {
    std::string name;     ///< as in --rungs, heal.rungs and fixable_by
    std::string purpose;  ///< one line for --help and the documentation
    std::function<bool(const Failure&)> applies;
    std::function<base::Result<Proposal>(const Round&)> propose;
};

}  // namespace mendel::model
