#pragma once

#include "app/heal_bench.hpp"
#include "base/result.hpp"
#include "model/outcome.hpp"

namespace mendel::app {

/// The Outcome of a check that is not red: green, unsteady, or its tool is missing.
model::Outcome not_red(const evaluate::Reading& reading, const CheckChoice& choice);

/// The Outcome where no chain of rungs ended green: says which gate refused, if one did, or that
/// the check does not read the files that were tried.
base::Result<model::Outcome> unhealed(HealBench& bench, model::Outcome outcome);

/// The accepted patch run again in a fresh Place; fixed only if that is green too.
base::Result<model::Outcome> confirmed(HealBench& bench, model::Outcome outcome);

}  // namespace mendel::app
