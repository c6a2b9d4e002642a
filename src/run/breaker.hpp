#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <string_view>

namespace mendel::run {

enum class BreakerState { closed, open, half_open };
std::string_view name_of(BreakerState state);

struct BreakerOptions {
    std::size_t window = 20;                                    ///< latest outcomes looked at
    std::size_t least = 10;                                     ///< outcomes before it may open
    double share = 0.5;                                         ///< of errors at which it opens
    std::chrono::milliseconds rest = std::chrono::seconds(30);  ///< open before a probe
    std::size_t probes = 3;  ///< successes in a row that close it again
};

/// A circuit breaker for one kind of work (M. Nygard, Release It!, "Circuit Breaker"). Time is
/// handed in. One thread at a time.
class Breaker {
  public:
    using Time = std::chrono::steady_clock::time_point;
    explicit Breaker(BreakerOptions options = {}) : m_options(options) {}

    /// How many calls may be let through now on top of those that run: any number while closed,
    /// none while open, the missing probes while half open.
    std::size_t room(Time now, std::size_t running) const;
    void record(bool success, Time now);
    BreakerState state(Time now) const;

  private:
    BreakerOptions m_options;
    std::deque<bool> m_outcomes = {};
    std::size_t m_successes = 0;  ///< in a row, while half open
    bool m_is_open = false;
    Time m_opened = {};
};

}  // namespace mendel::run
