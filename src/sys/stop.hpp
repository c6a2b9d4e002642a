#pragma once

#include <stop_token>

namespace mendel::sys {

/// Turns SIGINT and SIGTERM into a stop request on the returned token; a second signal ends the
/// process at once. Installed once, in main.
std::stop_token stop_on_signals();

/// The signal that asked to stop, 0 for none so far.
int signal_received();

}  // namespace mendel::sys
