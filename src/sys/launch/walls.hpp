#pragma once

#include "base/result.hpp"
#include "sys/launch/plan.hpp"

namespace mendel::sys {

/// Puts the calling process into a new pid namespace for its children, as non-root inside a new
/// user namespace that maps its own uid and gid to themselves; with Network::doors into a
/// network namespace too.
base::Status enter_namespaces(Network network);

/// Whether the network of the sandbox is walled off by ports alone, without a namespace.
bool is_network_partial(const LaunchPlan& plan);

/// Whether the sandbox gets a network namespace (Network::doors) or none (open).
Network network_namespace(const LaunchPlan& plan);

/// The walls that stand on the calling process itself, in this order: resource limits, fewer
/// capabilities, the slot's uid, no_new_privs, Landlock, seccomp. Everything that the program
/// then does is behind them. Without a sandbox nothing is done.
base::Status build_walls(const LaunchPlan& plan);

}  // namespace mendel::sys
