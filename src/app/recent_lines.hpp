#pragma once

#include <map>
#include <string>
#include <vector>

#include "git/repository.hpp"

namespace mendel::app {

/// 1-based lines of each file that the commit before HEAD did not have: what the newest commit and
/// the uncommitted changes wrote. Files of which that is more than half are left out, and all
/// where there is no such commit: nothing stands out there.
/// @param base the commit whose lines are counted
std::map<std::string, std::vector<int>> recent_lines(const git::Repository& repository,
                                                     const std::string& base);

}  // namespace mendel::app
