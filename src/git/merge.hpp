#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "git/repository.hpp"
#include "model/patch.hpp"

namespace mendel::git {

/// A file that two changes of one base touch in ways that do not fit together.
struct Conflict {
    std::string path;
    std::string ours = {};    ///< its text on the one side; empty: not there
    std::string theirs = {};  ///< its text on the other
};

/// What a merge in memory came to: the whole as a Patch against `ours`, or the conflicts.
struct Merge {
    model::Patch patch = {};
    std::vector<Conflict> conflicts = {};
};

/// Merges two commits over their common ancestor, as `git merge` does, touching neither index nor
/// work tree. Errors of kind user: a commit that is not there.
base::Result<Merge> merge_commits(const Repository& repository, const std::string& ours,
                                  const std::string& theirs);

}  // namespace mendel::git
