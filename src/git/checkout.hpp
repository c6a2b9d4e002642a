#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "git/repository.hpp"
#include "model/patch.hpp"

namespace mendel::git {

/// Writes all files of a commit into an empty or missing folder that becomes a clone with a .git
/// of its own (objects shared through alternates), HEAD detached at the commit, index matching.
/// Files are written in parallel, one repository handle per thread; symbolic links are kept.
base::Status checkout_clone(const Repository& from, const std::string& commit,
                            const std::string& folder);

/// Applies the patch to the work tree: every file that it touches must still hold the bytes of
/// `before`, else nothing at all is written and the error (refused) names the file. A crash in the
/// middle leaves a journal in the git folder that `recover_apply` completes.
base::Status apply_to_work_tree(const Repository& repository, const model::Patch& patch);

/// Completes an interrupted apply_to_work_tree; true where there was one.
base::Result<bool> recover_apply(const Repository& repository);

/// What differs in the work tree from a commit, ignored files left out, as a Patch.
base::Result<model::Patch> work_tree_changes(const Repository& repository,
                                             const std::string& commit);

}  // namespace mendel::git
