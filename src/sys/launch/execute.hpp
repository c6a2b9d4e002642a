#pragma once

#include <string>
#include <vector>

namespace mendel::sys {

/// Replaces the process by the program, looked up in PATH of `environment` unless it has a slash;
/// a file without a known format is run by /bin/sh. Returns only where that failed, with the
/// reason; errno is the one of the best candidate.
std::string execute(const std::vector<std::string>& argv,
                    const std::vector<std::string>& environment);

}  // namespace mendel::sys
