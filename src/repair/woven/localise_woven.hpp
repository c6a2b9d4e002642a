#pragma once

#include "repair/localise.hpp"

namespace mendel::repair {

/// Runs the check once with probes in the sources of the language that the log points at (C, C++,
/// Go, Java, Rust) and scores what ran by the units of the tests: each statement of a test begins
/// one, and those fail that hold a line which the log names; where it names none, the last one
/// before the program ended. Where no unit is known to fail all that ran is equal.
/// @param log where the log points
/// @returns an error where the language has no loom, or the probed program tells nothing
base::Result<Localisation> localise_woven(const model::Round& round, const Localisation& log);

}  // namespace mendel::repair
