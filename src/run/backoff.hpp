#pragma once

#include <chrono>

namespace mendel::run {

/// Waiting before another try: exponential with full jitter
/// (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
struct Backoff {
    std::chrono::milliseconds first = std::chrono::milliseconds(500);
    std::chrono::milliseconds most = std::chrono::seconds(60);

    /// The delay after the attempt (1-based): between half and all of first * 2^(attempt - 1), at
    /// most `most`.
    /// @param fraction random, in [0, 1)
    std::chrono::milliseconds delay(int attempt, double fraction) const;
};

}  // namespace mendel::run
