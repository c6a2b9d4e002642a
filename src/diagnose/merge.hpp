#pragma once

#include <vector>

#include "diagnose/matcher.hpp"

namespace mendel::diagnose {

/// A Failure with what ordering needs to know.
struct Merged {
    model::Failure failure;
    Weight weight = Weight::problem;
    std::size_t step = 0;            ///< index of the step in the log
    std::string least_message = {};  ///< the least of the normalised messages that were merged
};

/// Without the warnings that do not count (see Weight).
std::vector<Finding> counted(std::vector<Finding> findings, const Section& section);

/// Findings of one step as Failures: same tool, category, rule and subject become one with many
/// locations, tests that fail for one reason become one with many tests.
/// @param step_index index of the section's step in the log
std::vector<Merged> merge(const std::vector<Finding>& findings, const Section& section,
                          std::size_t step_index);

/// Root cause first: by step, then by kind (dependencies, syntax, imports, build, the rest), then
/// by place in the log; consequences come last, linked by caused_by. Computes fingerprints.
std::vector<model::Failure> ranked(std::vector<Merged> merged);

}  // namespace mendel::diagnose
