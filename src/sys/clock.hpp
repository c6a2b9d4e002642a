#pragma once

#include "model/clock.hpp"

namespace mendel::sys {

/// The real clock of the machine.
model::Clock system_clock();

/// Random lower-case letters and digits, from the kernel's generator.
std::string random_name(std::size_t length);

/// A number in [0, 1) from the kernel's generator.
double random_fraction();

}  // namespace mendel::sys
