#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "config/config.hpp"
#include "evaluate/place.hpp"
#include "git/repository.hpp"
#include "model/clock.hpp"
#include "model/diagnosis.hpp"
#include "model/event.hpp"
#include "model/verdict.hpp"

namespace mendel::evaluate {

/// Everything that judging needs, bound once per run by app.
struct JudgeSetup {
    const git::Repository* repository = nullptr;
    std::string base;  ///< the snapshot commit
    Place* place = nullptr;
    model::Command check;  ///< the failing command
    std::vector<model::Command> neighbours = {};
    model::Diagnose diagnose;
    const config::Config* config = nullptr;
    model::Clock clock;
    model::EventSink events;
    std::chrono::milliseconds check_deadline = std::chrono::minutes(10);
    /// How long a runner that prints a sign for each test may be busy without one; 0: always.
    std::chrono::milliseconds check_silence{0};
};

/// What a check did on one tree.
enum class CheckState { red, green, unsteady, tool_missing };

/// One reading of a check: run twice where it runs tests (PROOF "Red and green").
struct Reading {
    CheckState state = CheckState::green;
    model::CheckRun evidence;  ///< of the last run
    std::string log = {};      ///< output of the last run
    std::vector<model::Failure> failures = {};
    std::string missing_tool = {};  ///< with the line of setup that would bring it
    std::string setup_hint = {};
};

/// Runs the check on the base with `so_far` applied.
base::Result<Reading> read_check(const JudgeSetup& setup, const model::Patch& so_far);

/// Runs the lines of heal.setup in the Place and keeps what they make; a line that fails is an
/// error of kind user. Once for each Place, before anything is read in it.
base::Status run_setup(const JudgeSetup& setup);

/// The reach probe (PROOF "Place"): whether the check does anything else than `before` when the
/// files of the patch are broken on purpose. Where it does not, it runs code from elsewhere, say
/// an installed copy, and nothing can be said about the patch. Leaves the broken files in place.
base::Result<bool> reaches(const JudgeSetup& setup, const model::Patch& patch,
                           const model::CheckRun& before);

/// The neighbours at the base: which must stay green, and which say nothing about a patch.
struct Neighbours {
    bool are_read = false;
    std::vector<model::Command> green = {};
    std::vector<std::string> not_rerun = {};  ///< red, unsteady or unable to start, with the reason
};

/// Reads the neighbours on the base without any patch, once per run: the first green patch asks for
/// it. A neighbour that cannot be started is no error. Leaves the Place at the base.
base::Status read_neighbours(const JudgeSetup& setup, Neighbours& neighbours);

/// The line that says why a command is not run again.
std::string not_rerun_line(const model::Command& command, const std::string& reason);

/// One round's starting point.
struct RoundBase {
    model::Patch so_far;               ///< accepted in earlier rounds, against the base commit
    Reading red;                       ///< the check on that tree
    std::size_t target = 0;            ///< index of the target in red.failures
    Neighbours* neighbours = nullptr;  ///< read when the first green patch needs them
};

/// The Judge of one round: applies a Patch (relative to the round's tree) on top, runs the gates
/// that need no run (scope, secrets, weakening, tests) on the whole diff, the reach probe where
/// the Place is a copy, then the check, then at Depth::neighbours the neighbours. The setup and the
/// round must outlive it.
model::Judge make_judge(const JudgeSetup& setup, const RoundBase& round);

/// Runs the check under the whole accepted patch in a fresh Place of the same kind; green as at
/// the end of the rounds, or the refusals.
base::Result<model::Verdict> confirm(const JudgeSetup& setup, const model::Patch& whole,
                                     const PlaceOptions& fresh);

}  // namespace mendel::evaluate
