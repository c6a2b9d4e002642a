#pragma once

#include "repair/validate.hpp"

namespace mendel::repair {

/// Runs the round's whole check with each Candidate on top, in as many Places as
/// there are processors and the round can open.
/// Fits always; an error where the check cannot be started at all.
base::Result<std::unique_ptr<Validator>> make_plain_validator(const model::Round& round,
                                                              const Ports& ports);

/// A Candidate as a Patch against the tree of the round; an error where a file cannot be read.
base::Result<model::Patch> patch_of(const model::Round& round, const Candidate& candidate);

}  // namespace mendel::repair
