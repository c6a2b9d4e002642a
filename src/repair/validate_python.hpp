#pragma once

#include "repair/validate.hpp"

namespace mendel::repair {

/// Tries Candidates in forks of a process that has loaded all but the change (the suite that
/// localise_python measured). An error (user) where there is no such suite, a failing test starts
/// programs of its own, or the round's candidates cannot be served from memory.
base::Result<std::unique_ptr<Validator>> make_python_validator(const model::Round& round,
                                                               const Localisation& where);

}  // namespace mendel::repair
