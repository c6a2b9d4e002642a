#pragma once

#include "base/result.hpp"
#include "sys/launch/plan.hpp"

namespace mendel::sys {

/// Gives the calling process a private mount namespace with the view that the sandbox asks for:
/// overlays, binds, hidden places and the doors to the outside (sockets of container engines and
/// of the user's session), private temporary folders, /proc of the own pid namespace.
/// Everything but the writable trees is mounted read-only.
base::Status mount_view(const LaunchPlan& plan);

/// Mounts one overlay in the current namespace. Its upper folder then holds plain copies of what
/// was written: directories are not renamed by reference and data is never left below.
base::Status mount_overlay(const OverlayMount& overlay, bool root);

}  // namespace mendel::sys
