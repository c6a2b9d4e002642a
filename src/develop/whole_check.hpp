#pragma once

#include <string>
#include <vector>

#include "develop/mission.hpp"

namespace mendel::develop {

/// Runs the shell lines (none: the repository's own checks) on everything that was accepted,
/// merged; one that is red is read once more. The state tells what each came to, and whether all
/// are green.
base::Status check_whole(MissionState& state, const app::Session& session,
                         const std::vector<std::string>& lines);

}  // namespace mendel::develop
