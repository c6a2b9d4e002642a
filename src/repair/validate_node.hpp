#pragma once

#include "repair/validate.hpp"

namespace mendel::repair {

/// Tries Candidates in worker threads of one Node process, the changed text given from memory,
/// on the scripts that localise_script saw running. An error (user) where there is none, or where
/// one of them forks or ends otherwise in a worker than by itself.
base::Result<std::unique_ptr<Validator>> make_node_validator(const model::Round& round,
                                                             const Localisation& where);

}  // namespace mendel::repair
