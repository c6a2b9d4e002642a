#pragma once

#include "repair/validate.hpp"

namespace mendel::repair {

/// Whether the most suspicious file is of a language whose candidates can be woven.
bool may_be_woven(const Localisation& where);

/// Compiles many candidates into one program and runs the check once for all of them (weave.hpp).
/// What passes there, and what cannot be woven, is tried by `plain`; so is everything where the
/// check's verdict is not that of the woven programs.
std::unique_ptr<Validator> make_woven_validator(const model::Round& round,
                                                std::unique_ptr<Validator> plain);

}  // namespace mendel::repair
