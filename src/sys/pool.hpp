#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace mendel::sys {

/// Calls `body(0)` to `body(count - 1)`, each once, on at most `workers` threads (the calling one
/// among them), and returns when all have ended. The first exception of a body is thrown on.
void parallel_for(std::size_t count, std::size_t workers,
                  const std::function<void(std::size_t)>& body);

/// Number of processors that this process may use, at least 1.
std::size_t processor_count();

/// Threads that come and go: a pool that grows and shrinks. Destroying it waits for all of them.
class ThreadGroup {
  public:
    ThreadGroup();
    ~ThreadGroup();
    ThreadGroup(const ThreadGroup&) = delete;
    ThreadGroup& operator=(const ThreadGroup&) = delete;

    /// Runs the body on a thread of its own; it must not throw. Threads that
    /// ended are cleared away.
    void start(std::function<void()> body);

  private:
    struct Member;
    std::vector<std::unique_ptr<Member>> m_members;
};

/// Suspends the calling thread.
void pause_for(std::chrono::milliseconds duration);

/// One piece of work on a thread of its own. Its end waits for the work, which is asked to stop.
class Worker {
  public:
    explicit Worker(std::function<void(std::stop_token)> work);
    ~Worker();
    Worker(Worker&&) noexcept;
    Worker& operator=(Worker&&) = delete;

    /// Asks the work to stop, without waiting.
    void ask_to_stop();

  private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Waits; false where it was asked to stop before the time was over.
bool pause(std::chrono::milliseconds duration, const std::stop_token& stop);

/// A stop source that asks by itself once `after` has passed, or as soon as `outer` asks.
class Timer {
  public:
    Timer(std::chrono::milliseconds after, const std::stop_token& outer);
    std::stop_token token() const { return m_source.get_token(); }
    /// Whether the time is what asked.
    bool expired() const;

  private:
    std::stop_source m_source;
    std::shared_ptr<std::atomic<bool>> m_expired;
    std::optional<std::stop_callback<std::function<void()>>> m_link;
    Worker m_worker;
};

/// Texts from one thread to another, in order, at most `capacity` waiting.
class Channel {
  public:
    explicit Channel(std::size_t capacity = 64) : m_capacity(capacity) {}

    /// Waits for room; false where the reader has gone.
    bool send(std::string text);
    /// The next text; nothing after `close` once all are read.
    std::optional<std::string> receive();
    /// No more texts come, or nobody reads any more.
    void close();

  private:
    std::size_t m_capacity;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::string> m_texts;
    bool m_closed = false;
};

}  // namespace mendel::sys
