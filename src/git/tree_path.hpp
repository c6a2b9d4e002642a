#pragma once

#include <string_view>

#include "base/result.hpp"

namespace mendel::git {

/// Refuses (kind refused) what may not be the path of a file in a tree: empty, absolute, with
/// empty, "." or ".." parts, a NUL, or a part that is ".git" on any file system.
base::Status check_tree_path(std::string_view path);

}  // namespace mendel::git
