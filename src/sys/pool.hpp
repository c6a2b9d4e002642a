#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
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

}  // namespace mendel::sys
