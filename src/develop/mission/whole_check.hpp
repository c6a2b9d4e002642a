#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "develop/mission/mission.hpp"

namespace mendel::develop {

/// Indices of checks in at most `count` shards whose sums of seconds are as equal as longest first
/// makes them (R. Graham, Bounds on Multiprocessing Timing Anomalies, 1969). A check that never ran
/// (0 s) counts as the mean of the others. No shard is empty.
std::vector<std::vector<std::size_t>> shards_of(const std::vector<double>& seconds,
                                                std::size_t count);

/// Runs the checks of the options (none: the repository's own) on everything that was accepted,
/// merged: in shards side by side, balanced by how long each check took in the attempts, each in a
/// Place of its own. One that is red is read once more: green then, it counts as flaky and is told.
/// The state tells what each came to, and whether all are green.
base::Status check_whole(MissionState& state, const app::Session& session,
                         const MissionOptions& options);

}  // namespace mendel::develop
