#include "run/backoff.hpp"

#include <algorithm>
#include <cmath>

namespace mendel::run {

std::chrono::milliseconds Backoff::delay(int attempt, double fraction) const {
    const auto doublings = std::clamp(attempt - 1, 0, 30);
    const auto whole = std::min(static_cast<double>(first.count()) * std::exp2(doublings),
                                static_cast<double>(most.count()));
    return std::chrono::milliseconds(
        static_cast<std::int64_t>(whole * (0.5 + std::clamp(fraction, 0.0, 1.0) / 2)));
}

}  // namespace mendel::run
