#pragma once

#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "model/clock.hpp"
#include "run/backoff.hpp"
#include "run/breaker.hpp"
#include "run/cache.hpp"
#include "run/deadlines.hpp"
#include "run/queue.hpp"
#include "run/scaling.hpp"

namespace mendel::run {

/// Does the work of one attempt. The stop token asks when the deadline passed, the lease is lost,
/// the task was cancelled or everything is to end. An Error of kind transient is tried again, any
/// other is not.
using Handler = std::function<base::Result<std::string>(const Lease&, const std::stop_token&)>;

/// One end of one attempt, after the queue has taken it.
struct Completion {
    QueuedTask task;
    Ending ending = Ending::done;
    std::string text = {};  ///< result or error
    int attempt = 1;
    bool from_cache = false;
    bool timed_out = false;
    std::chrono::microseconds duration{0};
};

/// Called at once for each completion, from the thread that called run().
using Subscriber = std::function<void(const Completion&)>;

enum class WhenIdle { end, wait };

struct ExecutorOptions {
    std::string worker = "worker";  ///< unique among those that share the queue
    ScalingOptions scaling = {};
    Backoff backoff = {};
    BreakerOptions breaker = {};
    DeadlineOptions deadlines = {};
    std::chrono::milliseconds beat = std::chrono::seconds(10);       ///< under the queue's lease
    std::chrono::milliseconds patience = std::chrono::seconds(60);   ///< with a queue that is gone
    std::chrono::milliseconds look = std::chrono::milliseconds(20);  ///< at an idle queue again
    WhenIdle when_idle = WhenIdle::end;
    model::Clock clock;
    std::function<double()> random;                              ///< in [0, 1)
    std::function<void(const std::string&)> say = [](auto&) {};  ///< changes of policy, in words
    Cache* cache = nullptr;
};

struct ExecutorReport {
    std::size_t done = 0;
    std::size_t retried = 0;
    std::size_t dead = 0;
    std::size_t from_cache = 0;
    std::size_t stale = 0;         ///< ends that came too late and had no effect
    std::size_t most_workers = 0;  ///< at any time
    bool stopped = false;          ///< drained because the stop token asked
};

/// Runs what a queue holds: an elastic pool of workers, deadlines that adapt, retries, a breaker
/// and failure patterns for each kind, leases kept alive. In one process or in many at once.
///
///     run::Executor executor(*queue, {{"check", check}}, options);
///     executor.subscribe(evaluate_at_once);
///     const auto report = executor.run(stop);
class Executor {
  public:
    Executor(Queue& queue, std::map<std::string, Handler> handlers, ExecutorOptions options);
    ~Executor();
    Executor(const Executor&) = delete;
    Executor& operator=(const Executor&) = delete;

    void subscribe(Subscriber subscriber);

    /// Until nothing is left that could run (WhenIdle::end) or the token asks: then nothing new is
    /// begun, what runs is asked to stop and put back. May be called again once it has returned. An
    /// error where the queue was gone for longer than the patience; leases run out then, and
    /// nothing is lost.
    base::Result<ExecutorReport> run(const std::stop_token& stop);

  private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace mendel::run
