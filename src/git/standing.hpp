#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "sys/file_node.hpp"

namespace mendel::git {

/// A file that stands in the work tree, as bytes; a link as the path it points to.
struct Standing {
    sys::FileNode node;
    std::string bytes;
};

/// What stands at an absolute path, nothing where there is nothing; a folder is refused.
base::Result<std::optional<Standing>> standing_at(const std::string& path);

/// A hash of kind and bytes of what stands, "" for nothing.
std::string hash_of(const std::optional<Standing>& standing);
base::Result<std::string> hash_at(const std::string& path);
std::string hash_of_file(std::string_view bytes);

/// Paths that a patch deletes: they may make room for others.
using Deletions = std::set<std::string>;

/// Refuses to write through a symbolic link or a file in place of a folder.
base::Status check_parents(const std::string& root, const std::string& path,
                           const Deletions& deletions);

bool is_real_folder(const std::string& path);

/// Whether a folder stands at the path that will be gone once the deletions are done.
base::Result<bool> is_emptied(const std::string& root, const std::string& path,
                              const Deletions& deletions);

}  // namespace mendel::git
