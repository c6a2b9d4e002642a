#pragma once

#include <string>

#include "support/catch.hpp"
#include "sys/environment.hpp"
#include "sys/files.hpp"
#include "sys/process.hpp"

namespace mendel::sys {

inline TemporaryFolder scratch_folder() {
    auto folder = TemporaryFolder::make("mendel-test");
    REQUIRE(folder);
    return std::move(*folder);
}

/// A shell script as a process to run in `directory`.
inline ProcessSpec shell(const std::string& script, const std::string& directory = "/") {
    return {.argv = {"/bin/sh", "-c", script},
            .directory = directory,
            .environment = allowed_environment(),
            .deadline = std::chrono::seconds(60)};
}

inline ProcessResult run(const ProcessSpec& spec, const std::stop_token& stop = {}) {
    auto result = run_process(spec, stop);
    INFO((result ? std::string() : base::describe(result.error())));
    REQUIRE(result);
    return std::move(*result);
}

/// A shell word that means exactly the text.
inline std::string quoted(const std::string& text) {
    return "'" + text + "'";
}

}  // namespace mendel::sys
