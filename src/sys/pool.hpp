#pragma once

#include <chrono>
#include <cstddef>
#include <functional>

namespace mendel::sys {

/// Calls `body(0)` to `body(count - 1)`, each once, on at most `workers` threads (the calling one
/// among them), and returns when all have ended. The first exception of a body is thrown on.
void parallel_for(std::size_t count, std::size_t workers,
                  const std::function<void(std::size_t)>& body);

/// Number of processors that this process may use, at least 1.
std::size_t processor_count();

/// Suspends the calling thread.
void pause_for(std::chrono::milliseconds duration);

}  // namespace mendel::sys
