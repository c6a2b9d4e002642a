#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "git/repository.hpp"

namespace mendel::git {

/// One file of a .git folder.
struct GitFile {
    std::string path;  ///< relative to the .git folder
    std::string bytes;
};

/// What HEAD and the index of a repository are now: read before foreign code can change them.
struct HeadState {
    std::string commit;     ///< of HEAD
    std::string reference;  ///< the file that names it: "refs/heads/main", or "HEAD" where detached
    std::string index;      ///< bytes of the index file
};

/// Nothing where there is no commit yet, or no .git folder in the work tree (a linked one).
base::Result<std::optional<HeadState>> head_state(const Repository& repository);

/// The files that make HEAD's branch and the index hold `patch` on top of HEAD's commit, as they
/// would be after a commit: checks that end in `git diff --exit-code` or `git status --porcelain`
/// then judge the tree and not the way that the patch came into it. Files of the work tree that
/// the patch does not touch keep their state. With an empty patch they are what they were.
/// `scratch`: an existing folder for a file. Refused where HEAD holds another content than the
/// patch was made for.
base::Result<std::vector<GitFile>> committed_view(const Repository& repository,
                                                  const HeadState& head, const model::Patch& patch,
                                                  const std::string& scratch);

}  // namespace mendel::git
