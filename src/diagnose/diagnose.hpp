#pragma once

#include <string>
#include <vector>

#include "model/diagnosis.hpp"

namespace mendel::diagnose {

/// Reads a log (plain command output or a GitHub job log) and names what went wrong: root cause
/// first, consequences linked by caused_by. A log of a run that passed (exit code 0, or no sign of
/// failure where the code is unknown) gives none. Secrets and, unless they are to be kept, personal
/// data are masked in all texts. The memory needed does not grow with the log.
///
///     const auto failures = diagnose::diagnose({.text = log, .command = "pytest -q"});
std::vector<model::Failure> diagnose(const model::LogSource& source);

/// The same, and what of the log was not read as it stands, one sentence each.
struct Diagnosed {
    std::vector<model::Failure> failures = {};
    std::vector<std::string> notes = {};
};
Diagnosed diagnose_with_notes(const model::LogSource& source);

}  // namespace mendel::diagnose
