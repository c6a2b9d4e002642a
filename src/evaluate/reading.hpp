#pragma once

#include <string>
#include <vector>

#include "evaluate/judge.hpp"

namespace mendel::evaluate {

/// The fingerprints of the failures, sorted, each once.
std::vector<std::string> fingerprints_of(const std::vector<model::Failure>& failures);

/// Runs a command on the tree as the Place is set; twice where it runs tests, and unsteady where
/// the two differ. A run that the deadline ended is red.
base::Result<Reading> read_command(const JudgeSetup& setup, const model::Command& command);

}  // namespace mendel::evaluate
