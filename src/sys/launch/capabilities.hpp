#pragma once

#include "base/result.hpp"

namespace mendel::sys {

/// Keeps only the capabilities by which root works on files and users of its own tree (CHOWN,
/// DAC_OVERRIDE, FOWNER, FSETID, SETUID, SETGID, KILL, NET_BIND_SERVICE), in the bounding set too:
/// none of them undoes a wall. Nothing changes for a process that has none.
base::Status drop_capabilities();

}  // namespace mendel::sys
