#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "develop/mission/mission.hpp"

namespace mendel::develop {

/// Something that holds a mission up, with what to do about it.
struct Bottleneck {
    std::string kind;  ///< "blocked task", "overloaded instance", "long chain", "missing skill"
    std::string text;
    std::string advice;
};
std::vector<Bottleneck> bottlenecks_of(const MissionState& state);

/// The first line of a goal or feature, cut to `most` bytes.
std::string headline(std::string_view words, std::size_t most);

/// What the referee's place was read from: the reason, and each dimension's points and evidence.
std::string why_of(const evaluate::Placing& placing);

/// The scoreboard: every task with its attempts, points and evidence, as Markdown; text of agents
/// and strangers is made inert.
std::string scoreboard(const MissionState& state);

/// The progress comment: table, graph in Mermaid, bottlenecks, velocity by the hours that instances
/// worked, and a forecast; before anything is done, the forecast is by the plan's estimates.
std::string progress_text(const MissionState& state);

/// Where a whole was accepted although no check was there to be run: what to do; else "".
std::string unproven(const MissionState& state);

/// One line for each task, for a terminal.
std::vector<std::string> live_table(const MissionState& state);

}  // namespace mendel::develop
