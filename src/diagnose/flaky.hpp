#pragma once

#include <vector>

#include "model/failure.hpp"

namespace mendel::diagnose {

/// The suspicion, 0 to 1, that another run of the same commit would not show a failure, by what it
/// says alone: networks, rate limits, lost runners and deadlines come and go, a syntax error stays.
double suspicion_of(const model::Failure& failure);

/// Weighs the suspicions of one run's failures by earlier runs of the same commit, the failures of
/// one run each. A run that did not show the problem raises suspicion much, for code alone does not
/// pass and fail; runs that all show it lower it. A problem is known by its fingerprint or by a
/// test that failed. What was found is told in the first suggestion.
void weigh_history(std::vector<model::Failure>& failures,
                   const std::vector<std::vector<model::Failure>>& earlier);

}  // namespace mendel::diagnose
