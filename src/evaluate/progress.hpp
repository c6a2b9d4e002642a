#pragma once

#include <vector>

#include "model/failure.hpp"
#include "model/verdict.hpp"

namespace mendel::evaluate {

/// What the failures of a tree say beside those of the tree before: nothing where the target is
/// gone and nothing that ran before got worse, else the refusals.
///
/// A failure is revealed, not caused, where its tool had not failed before (a later step of the
/// check), where what failed before kept it from running (syntax, imports, a build that stopped, an
/// error while a module was loaded), or where all its tests, or their modules, were failing before.
std::vector<model::Refusal> setbacks(const std::vector<model::Failure>& before,
                                     const model::Failure& target,
                                     const std::vector<model::Failure>& after);

}  // namespace mendel::evaluate
