#pragma once

#include <memory>
#include <vector>

#include "sys/descriptor.hpp"

namespace mendel::sys {

/// Accepts connections on listening sockets of another network namespace and carries their bytes
/// to and from the same ports of this one's 127.0.0.1, on a thread of its own, until it ends.
class Relay {
  public:
    /// `listeners` and `ports` belong together by position.
    Relay(std::vector<Descriptor> listeners, std::vector<int> ports);
    ~Relay();
    Relay(Relay&&) noexcept;
    Relay& operator=(Relay&&) noexcept;

  private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace mendel::sys
