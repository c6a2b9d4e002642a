#pragma once

#include <chrono>
#include <functional>

namespace mendel::model {

/// The one seam for time: wall time for receipts, steady time for deadlines and durations.
struct Clock {
    std::function<std::chrono::system_clock::time_point()> now;
    std::function<std::chrono::steady_clock::time_point()> steady;
};

}  // namespace mendel::model
