#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "git/handles.hpp"
#include "model/patch.hpp"

namespace mendel::git {

/// Helpers over one repository handle; hashes are 40 hexadecimal digits.

std::string to_hash(const git_oid& id);
base::Result<git_oid> to_id(const std::string& hash);

base::Result<CommitHandle> find_commit(git_repository* repository, const std::string& hash);
base::Result<TreeHandle> tree_of(git_repository* repository, const std::string& commit);

/// The tree of HEAD's commit; the empty handle where unborn.
base::Result<TreeHandle> head_tree(git_repository* repository);

/// Bytes of a blob. A missing object in a partial clone is an error that says how to fetch it.
base::Result<std::string> blob_text(git_repository* repository, const git_oid& id);
base::Result<git_oid> make_blob(git_repository* repository, std::string_view bytes);

/// A file or link of a tree; `path` from the root.
struct TreeFile {
    std::string path;
    git_oid id{};
    unsigned mode = 0;
};

/// Every file and link of a tree in git's order, submodules left out.
base::Result<std::vector<TreeFile>> tree_files(git_repository* repository, const git_tree* tree);

/// How two trees differ, by path, with both contents; a null tree is the empty one. A submodule
/// that differs is an error of kind refused.
base::Result<std::vector<model::FileChange>> tree_changes(git_repository* repository,
                                                          git_tree* from, git_tree* to);

}  // namespace mendel::git
