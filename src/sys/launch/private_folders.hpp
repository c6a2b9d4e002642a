#pragma once

#include <string>
#include <vector>

#include "sys/sandbox.hpp"

namespace mendel::sys {

/// Folders that the sandbox shows as empty ones of its own; none where no mounts are made.
std::vector<std::string> private_folders(const Sandbox& sandbox);

}  // namespace mendel::sys
