#pragma once

#include <string>

#include "base/result.hpp"
#include "sys/file_node.hpp"

namespace mendel::sys {

/// Who a path belongs to.
base::Result<Owner> owner_of(const std::string& path);

/// Gives a whole tree to an owner, links themselves and not what they point to; needs root.
base::Status give_tree(const std::string& path, const Owner& owner);

/// Lets other users pass through a folder to names that they know, without listing it.
base::Status let_through(const std::string& folder);

}  // namespace mendel::sys
