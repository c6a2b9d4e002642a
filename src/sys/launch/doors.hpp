#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "sys/descriptor.hpp"

namespace mendel::sys {

/// In a new network namespace: brings its loopback up, listens on each port of 127.0.0.1, and sends
/// the listening sockets over the door descriptor, in order, to whoever relays them outside.
base::Status open_doors(const std::vector<int>& ports);

/// The listening sockets that a trampoline sent; none where it has not yet.
std::vector<Descriptor> receive_doors(int channel);

}  // namespace mendel::sys
