#pragma once

#include "base/result.hpp"
#include "repair/localise.hpp"

namespace mendel::repair {

/// Runs the suite once with every statement of the project's own modules counted per assertion,
/// and scores lines by their spectrum. An error (user) where the check runs no Python suite that
/// can be taken over, or none of its tests fails.
base::Result<Localisation> localise_python(const model::Round& round);

}  // namespace mendel::repair
