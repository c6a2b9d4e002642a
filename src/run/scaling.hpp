#pragma once

#include <chrono>
#include <cstddef>
#include <deque>

namespace mendel::run {

struct ScalingOptions {
    std::size_t min = 2;
    std::size_t max = 10;                                      ///< at most 50
    std::chrono::milliseconds calm = std::chrono::seconds(5);  ///< idle before a worker goes
};

constexpr std::size_t k_most_workers = 50;

/// How many workers there should be, from the depth of the queue (ready and running tasks) and its
/// trend. Grows at once; shrinks one by one, and only after a calm time. One thread at a time.
class Scaling {
  public:
    using Time = std::chrono::steady_clock::time_point;
    explicit Scaling(ScalingOptions options);

    /// The number wanted after one more look at the queue.
    std::size_t wanted(std::size_t depth, Time now);
    /// Halves the most that is wanted until `until`; after cascading failures.
    void brake(Time until);

  private:
    struct Look {
        Time time;
        std::size_t depth;
    };
    double trend() const;

    ScalingOptions m_options;
    std::deque<Look> m_looks = {};
    std::size_t m_current;
    Time m_last_busy = {};
    Time m_braked_until = {};
};

}  // namespace mendel::run
