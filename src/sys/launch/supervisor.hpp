#pragma once

#include <sys/types.h>

namespace mendel::sys {

/// Blocks the signals that supervise waits for; before any child is made.
void prepare_supervision();

/// Undoes prepare_supervision in a child that is about to run a program.
void end_supervision();

/// Waits for the program `child`, a leader of its own session, as its subreaper or as the first
/// process of a pid namespace: reaps whatever is orphaned to it, sends the program's group
/// SIGTERM on terminate_signal() and kills all descendants on kill_signal(). When the program has
/// ended, what it left running has a moment to end too and is then killed.
/// @return the wait status of `child`
int supervise(pid_t child);

}  // namespace mendel::sys
