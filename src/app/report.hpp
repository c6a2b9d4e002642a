#pragma once

#include <string>

#include "app/heal_bench.hpp"
#include "base/result.hpp"
#include "model/outcome.hpp"

namespace mendel::app {

/// Writes outcome.json, report.md and, for a fix, patch.diff and receipt.json into the run folder,
/// and sets the Outcome's run_directory.
base::Result<model::Outcome> recorded(HealBench& bench, model::Outcome outcome);

/// Writes outcome.json (again): what became of the Outcome after the proof.
base::Status record_outcome(const Session& session, const model::Outcome& outcome);

}  // namespace mendel::app
