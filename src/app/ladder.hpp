#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "config/config.hpp"
#include "model/clock.hpp"
#include "model/outcome.hpp"
#include "model/round.hpp"

namespace mendel::app {

/// Every rung that is built, in ladder order, `agent` (app/agent_rung.hpp) last: the one list.
std::vector<model::Rung> all_rungs(const config::Config& config, const model::Rung& agent);

/// The rungs of `names`, in that order; all of them where it is empty. An unknown name is an error
/// of kind user that lists the known ones.
base::Result<std::vector<model::Rung>> chosen_rungs(std::vector<model::Rung> known,
                                                    const std::vector<std::string>& names);

/// One climb's limits.
struct Ladder {
    std::vector<model::Rung> rungs;
    int attempts = 3;  ///< Patches judged of one rung for one failure
    model::Clock clock;
    std::chrono::steady_clock::time_point deadline;
};

/// What the round is given, without its failure; the Judge depends on which failure is the target.
struct RoundSetup {
    int number = 1;
    model::Round round;
    std::function<model::Judge(std::size_t target)> judge_of;
    /// Gives the changes of a Patch the modes that their files have in the base.
    std::function<base::Status(model::Patch&)> keep_modes = [](auto&) { return base::Status(); };
};

/// Climbs the ladder once: for each rung in order and each failure it applies to, judges its
/// Patches; the first green is the answer, else the progress that leaves the fewest failures.
/// Everything tried is added to `attempts`.
/// Nothing where no rung helps or the deadline passed.
base::Result<std::optional<model::HealedRound>> climb(const Ladder& ladder, const RoundSetup& setup,
                                                      std::vector<model::Attempt>& attempts);

}  // namespace mendel::app
