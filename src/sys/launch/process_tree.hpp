#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

#include <sys/types.h>

namespace mendel::sys {

/// All descendants of a process that /proc shows now, children before grandchildren; without
/// itself. Ended ones that nobody has reaped are among them.
std::vector<pid_t> descendants_of(pid_t ancestor);

/// The direct children of a process.
std::vector<pid_t> children_of(pid_t parent);

/// Bytes resident of a process and all its descendants. Shared pages are divided among those who
/// share them where the plain sum exceeds `exact_above` (that is slower to find out).
std::size_t resident_bytes(pid_t ancestor, std::size_t exact_above);

/// Time of a processor that a process and all its descendants have used, ended and reaped
/// children of theirs among them.
std::chrono::milliseconds busy_time(pid_t ancestor);

}  // namespace mendel::sys
