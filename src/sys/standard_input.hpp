#pragma once

#include <string>

#include "base/result.hpp"

namespace mendel::sys {

/// Everything on standard input, to its end; an error of kind transient where it cannot be read.
base::Result<std::string> read_standard_input();

}  // namespace mendel::sys
