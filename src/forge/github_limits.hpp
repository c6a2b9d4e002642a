#pragma once

#include <chrono>
#include <optional>

#include "sys/http.hpp"

namespace mendel::forge {

/// How long an answer asks to wait before the call is sent again; nothing where it does not speak
/// of a rate limit. Retry-After first, then x-ratelimit-reset where nothing remains, then a minute
/// for a secondary limit that names no time
/// (https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api).
std::optional<std::chrono::seconds> limit_wait(const sys::HttpResponse& response,
                                               std::chrono::system_clock::time_point now);

/// The wait before try number `next` (2 is the first repetition): 1, 2, 4 ... at most 30 s, of
/// which the half is left to chance (in [0, 1)).
std::chrono::milliseconds backoff(int next, double chance);

}  // namespace mendel::forge
