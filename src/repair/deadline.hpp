#pragma once

#include <chrono>

namespace mendel::repair {

/// The steady time, from the machine's clock.
std::chrono::steady_clock::time_point steady_now();

/// From now to a deadline; negative where it has passed, an hour where there is none (the epoch).
std::chrono::milliseconds time_until(std::chrono::steady_clock::time_point deadline);

}  // namespace mendel::repair
