#pragma once

#include "base/result.hpp"

namespace mendel::sys {

/// Whether another wall (Landlock) already keeps the program from tracing processes outside.
/// Tracing one's own descendants is what debuggers and LeakSanitizer do.
enum class ForeignTracing { walled_already, deny };

/// Denies (EPERM) the system calls that no build, test or lint needs and that undo walls or widen
/// the kernel's surface: mounts, namespaces, modules, bpf, keys, handles, clocks, reboot and the
/// like. Everything else is allowed. Needs no_new_privs.
/// Which sockets may be made: with `streams` those of TCP and of the machine alone, since Landlock
/// knows the ports of TCP only.
enum class Sockets { all, streams };
base::Status load_seccomp_filter(ForeignTracing tracing, Sockets sockets);

}  // namespace mendel::sys
