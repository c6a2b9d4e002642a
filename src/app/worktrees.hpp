#pragma once

#include <string>
#include <vector>

#include "app/session.hpp"
#include "base/result.hpp"
#include "model/command.hpp"
#include "model/verdict.hpp"

namespace mendel::app {

/// A checkout of the repository with a .git of its own, under mendel/worktrees/<name> in the git
/// folder of the repository.
struct Worktree {
    std::string name;
    std::string path;
    std::string base;  ///< the commit it was made at
};

/// Makes a worktree at a revision ("" is HEAD). Errors of kind user: the name is taken or is not
/// made of letters, digits, '.', '-' and '_'; there is no such revision.
base::Result<Worktree> create_worktree(const Session& session, const std::string& name,
                                       const std::string& revision);

base::Result<std::vector<Worktree>> list_worktrees(const Session& session);

/// Removes a worktree; one with changes only where `force` is set (else an error of kind refused).
base::Status remove_worktree(const Session& session, const std::string& name, bool force);

/// Judges what was changed in a worktree: every gate, and the check, red at its base or not.
struct WorktreeVerdict {
    model::Verdict verdict;
    std::string diff;
    bool red_before = false;  ///< the check was red at the worktree's base
};
base::Result<WorktreeVerdict> evaluate_worktree(const Session& session, const std::string& name,
                                                const model::Command& check);

}  // namespace mendel::app
