#pragma once

#include <string>

#include <sys/types.h>

#include "base/result.hpp"
#include "sys/descriptor.hpp"

namespace mendel::sys {

/// A running trampoline and our ends of its streams (not blocking).
struct Trampoline {
    pid_t process = 0;
    Descriptor ended;  ///< pidfd: readable when it has ended
    Descriptor output;
    Descriptor error_output;  ///< none where the streams are merged
    Descriptor reports;
    Descriptor doors;  ///< over which listening sockets of a network namespace come
};

/// What to start it with.
struct TrampolineInput {
    std::string plan;  ///< an encoded LaunchPlan
    std::string standard_input;
    bool merge_streams = true;
};

/// Starts `<launcher> __launch FD`. Errors are of kind transient.
base::Result<Trampoline> start_trampoline(const TrampolineInput& input);

/// How a trampoline ended.
struct TrampolineEnd {
    int status = 0;               ///< its wait status
    std::size_t peak_memory = 0;  ///< bytes resident of the largest process that it waited for
};

/// Reaps a trampoline that has ended. One that somebody killed leaves its descendants to us
/// (we are their subreaper): they are killed.
TrampolineEnd finish_trampoline(pid_t process);

}  // namespace mendel::sys
