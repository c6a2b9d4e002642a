#pragma once

#include "base/result.hpp"
#include "sys/sandbox.hpp"

namespace mendel::sys {

/// The kernel's Landlock ABI (https://docs.kernel.org/userspace-api/landlock.html), 0 for none.
int landlock_abi();

/// Forbids the calling process and its descendants to write anywhere but in sandbox.writable, in
/// the private temporary folders and to the harmless devices. Reads stay free. From ABI 6 on they
/// also cannot signal processes outside nor connect to abstract sockets made outside; from every
/// ABI on they cannot trace them. With ABI 0 nothing is done: read-only mounts hold the wall then.
/// Needs no_new_privs.
/// With Network::doors and `ports` (ABI 4) TCP connections go to the sandbox's doors alone and
/// nothing is listened on.
enum class Ports { any, doors };
base::Status restrict_writes(const Sandbox& sandbox, int abi, Ports ports);

}  // namespace mendel::sys
