#pragma once

#include "base/result.hpp"
#include "repair/localise.hpp"

namespace mendel::repair {

/// Runs a Node check once with probes in the project's JavaScript and TypeScript sources and
/// assertions that do not end the test, and scores lines by their spectrum. An error (user) where
/// the check runs no Node tests or none of them fails.
base::Result<Localisation> localise_script(const model::Round& round);

}  // namespace mendel::repair
