#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "git/objects.hpp"

namespace mendel::git {

/// Where the bytes of a path of the work tree that differs from HEAD are.
struct WorkChange {
    enum class Source { removed, index, work_file };
    Source source = Source::removed;
    git_oid id{};       ///< Source::index: the staged blob
    unsigned mode = 0;  ///< git file mode, 0 where removed
};

/// Every path at which the work tree (non-ignored files) differs from HEAD, read with the index's
/// stat cache; submodules left out.
base::Result<std::map<std::string, WorkChange>> scan_work_tree(git_repository* repository);

/// Writes HEAD's tree with all changes of the work tree as a tree object; its id. Neither index
/// nor work tree is touched.
base::Result<git_oid> write_work_tree(git_repository* repository);

/// An entry of the index.
struct TrackedEntry {
    std::string path;
    unsigned mode = 0;
    std::uint32_t size = 0;       ///< as the index remembers it of the work tree
    bool skip_work_tree = false;  ///< sparse checkout left it out
};

/// The index, each path once, in order.
base::Result<std::vector<TrackedEntry>> tracked_entries(git_repository* repository);

/// Paths of the work tree that git neither tracks nor ignores.
base::Result<std::vector<std::string>> untracked_files(git_repository* repository);

/// Tracked files whose work tree holds a Git LFS pointer in place of the content.
std::vector<std::string> lfs_pointers(git_repository* repository,
                                      const std::vector<TrackedEntry>& tracked);

}  // namespace mendel::git
