#pragma once

#include <vector>

#include "repair/helper_run.hpp"
#include "repair/validate.hpp"

namespace mendel::repair {

/// What a helper said about the first `count` candidates, by index.
std::vector<Trial> trials_of(const HelperRun& ran, std::size_t count);

}  // namespace mendel::repair
