#pragma once

#include <vector>

#include "model/diagnosis.hpp"

namespace mendel::diagnose {

/// Reads a log (plain command output or a GitHub job log) and names what went wrong: root cause
/// first, consequences linked by caused_by. A log of a run that passed (exit code 0, or no sign of
/// failure where the code is unknown) gives none.
///
///     const auto failures = diagnose::diagnose({.text = log, .command = "pytest -q"});
std::vector<model::Failure> diagnose(const model::LogSource& source);

}  // namespace mendel::diagnose
