#pragma once

#include <string>
#include <vector>

#include "develop/mission.hpp"

namespace mendel::develop {

/// Something that holds a mission up, with what to do about it.
struct Bottleneck {
    std::string kind;  ///< "blocked task", "overloaded instance", "long chain", "missing skill"
    std::string text;
    std::string advice;
};
std::vector<Bottleneck> bottlenecks_of(const MissionState& state);

/// The scoreboard: every task with its attempts, points and evidence, as Markdown; text of agents
/// and strangers is made inert.
std::string scoreboard(const MissionState& state);

/// The progress comment: table, graph in Mermaid, bottlenecks, velocity and forecast.
/// @param hours since the mission began
std::string progress_text(const MissionState& state, double hours);

/// One line for each task, for a terminal.
std::vector<std::string> live_table(const MissionState& state);

}  // namespace mendel::develop
