#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "forge/github_api.hpp"
#include "model/patch.hpp"

namespace mendel::forge {

/// Commits and branches through the Git data API
/// (https://docs.github.com/en/rest/git), without a clone.

/// Files of a commit: path to blob hash and mode.
struct RemoteTree {
    struct File {
        std::string hash;
        unsigned mode = 0;
    };
    std::string hash;  ///< of the tree
    std::map<std::string, File> files;
};

struct RemoteCommit {
    std::string hash;
    bool verified = false;  ///< GitHub signed it, as it does for commits without author fields
};

/// Commits a patch on `parent`, whose tree is `tree`: one call for the tree, with the text files
/// inline and a blob each for those that are no UTF-8, one for the commit. Nothing points to it
/// yet. The message ends with a line that marks it as mendel's own.
base::Result<RemoteCommit> commit_patch(GitHubApi& api, const model::Patch& patch,
                                        const std::string& parent, const std::string& tree,
                                        const std::string& message);

/// The commit a branch points to, nothing where there is no such branch.
base::Result<std::optional<std::string>> branch_head(GitHubApi& api, const std::string& branch);

/// The newest commit of a branch.
struct BranchTip {
    std::string commit;
    bool own = false;  ///< mendel's: it may be replaced
};

/// Where a branch is to be, and what is known of it.
struct BranchPlace {
    std::string branch;
    std::optional<BranchTip> known = {};  ///< its tip; nothing: looked up when it is there
};

/// Makes the branch, or moves it where its newest commit is mendel's own. Refused where a person
/// has committed to it.
/// @param known its tip where it is known to be there, else it is looked up when it is
base::Status put_own_branch(GitHubApi& api, const std::string& branch, const std::string& commit,
                            const std::optional<BranchTip>& known = {});

/// Commits a patch on `parent` as the only commit of mendel's branch, by the mutation
/// createCommitOnBranch, which GitHub always signs
/// (https://docs.github.com/en/graphql/reference/mutations#createcommitonbranch). An error of kind
/// permanent where the patch makes or changes modes, which the mutation cannot say.
base::Result<RemoteCommit> commit_on_branch(GitHubApi& api, const model::Patch& patch,
                                            const std::string& parent, const std::string& message,
                                            const BranchPlace& place);

/// Whether a commit's message carries the line that commit_patch writes.
bool is_own_commit(std::string_view message);

}  // namespace mendel::forge
