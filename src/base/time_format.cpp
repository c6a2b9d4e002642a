#include "base/time_format.hpp"

#include <fmt/chrono.h>

namespace mendel::base {

std::string to_rfc3339(std::chrono::system_clock::time_point time) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(seconds));
}

std::string to_text(std::chrono::milliseconds duration) {
    const auto milliseconds = duration.count();
    if (milliseconds < 10'000)
        return fmt::format("{:.1f} s", static_cast<double>(milliseconds) / 1000.0);
    const auto seconds = milliseconds / 1000;
    if (seconds < 120)
        return fmt::format("{} s", seconds);
    return fmt::format("{} min {} s", seconds / 60, seconds % 60);
}

}  // namespace mendel::base
