#pragma once

#include <map>
#include <string>

#include "run/executor.hpp"
#include "run/executor_board.hpp"
#include "run/failure_patterns.hpp"

namespace mendel::run {

/// Everything the executor decides from what it has seen: how an attempt's end is reported, how
/// long one may take, whether a kind may be begun, how many workers there should be.
class Policy {
  public:
    explicit Policy(const ExecutorOptions& options);

    std::chrono::milliseconds deadline_of(const QueuedTask& task) const;
    /// How many more attempts of the kind may begin.
    std::size_t room(const std::string& kind, SteadyTime now, std::size_t running) const;
    std::chrono::milliseconds rest() const { return m_options.breaker.rest; }
    std::size_t wanted_workers(std::size_t depth, SteadyTime now);

    /// What is told the queue of an attempt, and what was learnt from it.
    Report judge(const Ended& ended, bool is_stopping, SteadyTime now);

  private:
    Ending ending_of(const Ended& ended, bool is_stopping) const;
    void learn(const Ended& ended, SteadyTime now);

    const ExecutorOptions& m_options;
    Deadlines m_deadlines;
    Scaling m_scaling;
    std::map<std::string, Breaker> m_breakers = {};
    std::map<std::string, FailurePatterns> m_patterns = {};
    std::map<std::string, FailurePattern> m_told = {};
    int m_extra_attempts = 0;
};

}  // namespace mendel::run
