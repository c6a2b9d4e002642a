#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "run/queue.hpp"

namespace mendel::run {

using SteadyTime = std::chrono::steady_clock::time_point;

/// An attempt in the hands of a worker.
struct Running {
    Lease lease;
    std::stop_source stop = {};
    SteadyTime begun = {};
    std::optional<SteadyTime> deadline = {};
    bool timed_out = false;
};

/// What a worker has to tell.
struct Ended {
    std::shared_ptr<Running> running;
    base::Result<std::string> result;
    std::chrono::microseconds duration{0};
    bool from_cache = false;
};

/// Where the dispatcher and its workers meet: attempts to be run, attempts that ended.
class Board {
  public:
    void put(std::vector<std::shared_ptr<Running>> running);
    /// The next attempt; nothing where this worker is to end: the board is closed, or there are
    /// more workers than wanted and nothing to do.
    std::shared_ptr<Running> next();
    void tell(Ended ended);

    /// All that ended; waits up to `patience` for the first.
    std::vector<Ended> ended(std::chrono::microseconds patience);

    void want(std::size_t workers);
    void open();
    void close();
    void joined();  ///< a worker came
    std::size_t workers();
    std::size_t unstarted();
    /// Takes back what no worker has begun.
    std::vector<std::shared_ptr<Running>> withdraw();

  private:
    std::mutex m_mutex = {};
    std::condition_variable m_work = {};
    std::condition_variable m_news = {};
    std::deque<std::shared_ptr<Running>> m_waiting = {};
    std::vector<Ended> m_ended = {};
    std::size_t m_wanted = 0;
    std::size_t m_workers = 0;
    bool m_is_closed = false;
};

}  // namespace mendel::run
