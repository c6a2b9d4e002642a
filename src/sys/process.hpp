#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "sys/sandbox.hpp"

namespace mendel::sys {

/// A child process to run to its end. It starts through `mendel __launch FD`, in its own process
/// group; grandchildren are killed and reaped with it.
struct ProcessSpec {
    std::vector<std::string> argv;                        ///< argv[0] is looked up in PATH
    std::string directory;                                ///< absolute working directory
    std::map<std::string, std::string> environment = {};  ///< the whole environment
    std::string standard_input = {};
    std::chrono::milliseconds deadline = std::chrono::minutes(10);
    /// Where not 0: a process that printed nothing for so long and kept a processor busy all the
    /// while is ended as if its deadline had passed.
    std::chrono::milliseconds silence{0};
    std::size_t output_cap = 16U << 20U;  ///< bytes kept per stream: head and tail halves
    bool merge_streams = true;            ///< standard error into standard output
    std::size_t memory_cap = 0;           ///< bytes resident of the whole group, 0: no cap
    std::optional<Sandbox> sandbox = {};
    /// Sees standard output as it comes, on the calling thread; false asks the process to end.
    std::function<bool(std::string_view)> on_output = {};
};

struct ProcessResult {
    int exit_code = 0;  ///< 128 + signal where a signal ended it; 127 where not found
    int signal = 0;     ///< the signal that ended it, 0 for none
    bool timed_out = false;
    bool out_of_memory = false;  ///< killed for memory_cap
    bool stopped = false;        ///< killed because the stop token or on_output asked
    bool missing = false;        ///< argv[0] was not found or not executable
    bool truncated = false;      ///< output was cut; a line says how many bytes are missing
    std::string output;
    std::string error_output;
    std::chrono::milliseconds duration{0};
    /// Bytes resident of the largest of its processes at its peak (getrusage(2), ru_maxrss; never
    /// less than the trampoline's own).
    std::size_t peak_memory = 0;
};

/// Runs the process and waits. An Error (transient) only where it could not be started for the
/// machine's reasons, or (refused) where the walls asked for cannot be built.
base::Result<ProcessResult> run_process(const ProcessSpec& spec, const std::stop_token& stop = {});

/// Body of the hidden verb `__launch FD`: reads the plan from the descriptor, builds the walls,
/// execs. Returns only on failure, with the exit code to end with.
int launch(int plan_descriptor);

/// The program that is started as `PROGRAM __launch FD`; own_program() unless a test sets it.
void set_launcher(const std::string& program);

}  // namespace mendel::sys
