#include "repair/deadline.hpp"

#include "sys/clock.hpp"

namespace mendel::repair {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

steady_clock::time_point steady_now() {
    static const auto k_clock = sys::system_clock();
    return k_clock.steady();
}

milliseconds time_until(steady_clock::time_point deadline) {
    if (deadline == steady_clock::time_point{})
        return std::chrono::hours(1);
    return std::chrono::duration_cast<milliseconds>(deadline - steady_now());
}

}  // namespace mendel::repair
