#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/check_choice.hpp"
#include "app/ladder.hpp"
#include "app/more_places.hpp"
#include "app/pipeline_heal.hpp"
#include "app/scratch.hpp"
#include "app/session.hpp"
#include "base/result.hpp"
#include "evaluate/judge.hpp"
#include "evaluate/place.hpp"
#include "model/outcome.hpp"
#include "observe/run_folder.hpp"

namespace mendel::app {

/// One round with what must outlive its Judge.
struct BenchRound {
    RoundSetup setup;
    std::shared_ptr<std::vector<evaluate::RoundBase>> bases;  ///< one per target
};

/// Everything that one heal run works with; made once, at the snapshot of the user's tree.
struct HealBench {
    const Session& session;
    HealRequest request;
    CheckChoice choice;
    observe::RunFolder run;
    Scratch scratch;
    std::string head;  ///< commit of the work tree, empty where unborn
    std::string base;  ///< the snapshot
    std::unique_ptr<evaluate::Place> place = {};
    evaluate::JudgeSetup judging = {};
    evaluate::Reading red = {};  ///< the check at the base
    evaluate::Neighbours neighbours = {};
    MorePlaces more_places = {};

    /// The next round over the tree with `so_far` applied, whose check read `red`.
    BenchRound round(int number, const model::Patch& so_far, const evaluate::Reading& red_now);

    /// The reading with which the next round begins after progress.
    evaluate::Reading still_red(const model::Verdict& verdict,
                                const evaluate::Reading& before) const;

    /// A change that says nothing of its file's mode keeps the one of the base.
    base::Status keep_modes(model::Patch& patch) const;

    evaluate::PlaceOptions place_options(const std::string& folder) const;

    /// Opens further Places for a round, each call another one.
    std::function<base::Result<model::Run>()> another_run(const model::Patch& so_far);
};

/// Snapshot, run folder, scratch, Place and Judge. Errors: no wall can be built (refused), the
/// run folder cannot be written (transient).
base::Result<std::unique_ptr<HealBench>> open_bench(const Session& session,
                                                    const HealRequest& request,
                                                    const CheckChoice& choice);

/// The same at a commit instead of the user's tree.
base::Result<std::unique_ptr<HealBench>> open_bench_at(const Session& session,
                                                       const HealRequest& request,
                                                       const CheckChoice& choice,
                                                       const std::string& commit);

/// Reads the check; with several candidates, one after the other until one is not green: it
/// becomes the check, the others its neighbours. A candidate that cannot be started is not rerun.
base::Result<evaluate::Reading> first_red(HealBench& bench);

}  // namespace mendel::app
