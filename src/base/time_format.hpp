#pragma once

#include <chrono>
#include <string>

namespace mendel::base {

/// RFC 3339 in UTC with seconds: "2026-01-31T23:59:59Z".
std::string to_rfc3339(std::chrono::system_clock::time_point time);

/// Seconds with one decimal below ten ("0.4 s"), whole seconds below two minutes, then "3 min 5 s".
std::string to_text(std::chrono::milliseconds duration);

}  // namespace mendel::base
