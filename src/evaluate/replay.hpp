#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "evaluate/receipt.hpp"
#include "model/event.hpp"

namespace mendel::evaluate {

/// What replaying found; `confirmed` is the answer, the rest says why.
struct Replay {
    bool confirmed = false;
    std::vector<std::string> failures = {};  ///< each a reason why the proof does not hold
    std::vector<std::string> drift = {};     ///< environment differences, no failures
    std::vector<model::CheckRun> runs = {};
};

/// The commands that a replay will run, in order, for the person to approve.
std::vector<std::string> replay_commands(const Receipt& receipt);

/// Runs the check on the receipt's base (must be red with the recorded exit code) and under its
/// patch (must be green) in a Place. The repository must hold the base, or its head when the
/// receipt carries `base_diff`.
base::Result<Replay> replay(const Receipt& receipt, const git::Repository& repository,
                            const PlaceOptions& place, const model::EventSink& events);

}  // namespace mendel::evaluate
