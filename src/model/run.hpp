#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "model/command.hpp"
#include "model/patch.hpp"

namespace mendel::model {

/// Whether the two output streams are wanted together as a terminal would show them, or apart.
enum class Streams { merged, apart };

/// What becomes of files that a command writes: kept in the Place (setup, build products), taken
/// out as a Patch and undone (a formatter's fix), or undone unseen.
enum class Effects { keep, capture, discard };

/// One command to run in a Place.
struct RunRequest {
    Command command;
    std::chrono::milliseconds deadline = std::chrono::minutes(10);
    /// Where not 0: ended as timed out once it printed nothing for so long while it kept a
    /// processor busy, as an endless loop does.
    std::chrono::milliseconds silence{0};
    Streams streams = Streams::merged;
    Effects effects = Effects::discard;
    std::string standard_input = {};
    const Patch* on_top = nullptr;  ///< applied for this run alone; may be null
};

/// How a command ended.
struct RunResult {
    int exit_code = 0;       ///< 128 + signal where a signal ended it
    bool timed_out = false;  ///< the deadline passed and the process group was killed
    bool missing = false;    ///< the program was not found (exit code 127 by the trampoline itself)
    std::string output = {};  ///< merged output, or standard output where apart; head and tail kept
    std::string error_output = {};  ///< standard error where apart
    std::chrono::milliseconds duration{0};
    std::size_t peak_memory = 0;  ///< bytes resident of its largest process
    Patch changes =
        {};  ///< what the command changed, under Effects::capture, relative to the tree it ran in
};

/// The only way in which a stage starts a tool: bound by app to one Place.
using Run = std::function<base::Result<RunResult>(const RunRequest&)>;

}  // namespace mendel::model
