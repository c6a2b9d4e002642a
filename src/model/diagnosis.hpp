#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/failure.hpp"

namespace mendel::model {

/// A log with what is known about how it came to be.
struct LogSource {
    std::string_view text;     ///< must outlive the call
    std::string command = {};  ///< the command that wrote it, where known
    std::optional<int> exit_code = {};
    std::string root = {};   ///< absolute path of the repository, to make paths relative
    bool timed_out = false;  ///< the run was killed by its deadline
};

/// Log to Failures, root cause first; none for a log of a run that passed.
using Diagnose = std::function<std::vector<Failure>(const LogSource&)>;

}  // namespace mendel::model
