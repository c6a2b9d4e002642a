#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace mendel::intake {

using Instant = std::chrono::system_clock::time_point;

/// Reads a time of RFC 3339 ("2019-05-15T15:20:21Z", "...21.500+02:00"); parts of a second are
/// dropped. Nothing where it is none, or outside the years 1970 to 2200.
std::optional<Instant> parse_time(std::string_view text);

}  // namespace mendel::intake
