#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "sys/process.hpp"

namespace mendel::sys {

/// What a trampoline is asked to do.
enum class LaunchTask { run, probe };

/// Everything the trampoline needs. It travels as bytes, not as JSON: arguments and variables may
/// hold any byte but NUL.
struct LaunchPlan {
    LaunchTask task = LaunchTask::run;
    std::string folder;  ///< working directory
    std::vector<std::string> argv;
    std::vector<std::string> environment;  ///< "NAME=value"
    std::optional<Sandbox> sandbox = {};
    SandboxHost host = {};  ///< what was found by probing
    int parent = 0;         ///< process id of mendel
    std::string scratch;    ///< probe: an empty folder to try an overlay in
};

/// An argument or variable that holds a NUL cannot be passed: kind user.
base::Result<std::string> encode(const LaunchPlan& plan);

/// Kind bug where the bytes were not made by encode.
base::Result<LaunchPlan> decode(std::string_view bytes);

}  // namespace mendel::sys
