#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <string>

namespace mendel::run {

struct DeadlineOptions {
    std::chrono::milliseconds least = std::chrono::seconds(10);
    std::chrono::milliseconds most = std::chrono::hours(1);
    std::chrono::milliseconds first = std::chrono::minutes(10);  ///< before anything was observed
    double factor = 3;  ///< times the 95th percentile of what was observed
};

/// How long a task of a kind may take, learnt from the last 200 that were done. One thread at a
/// time.
class Deadlines {
  public:
    explicit Deadlines(DeadlineOptions options = {}) : m_options(options) {}
    void observe(const std::string& kind, std::chrono::milliseconds duration);
    std::chrono::milliseconds of(const std::string& kind) const;
    /// Multiplies what `of` answers; after a spiral of timeouts.
    void stretch(double by);
    double stretched() const { return m_stretch; }

  private:
    DeadlineOptions m_options;
    double m_stretch = 1;
    std::map<std::string, std::deque<std::chrono::milliseconds>> m_observed = {};
};

}  // namespace mendel::run
