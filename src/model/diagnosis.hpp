#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/failure.hpp"

namespace mendel::model {

/// Puts at most `room` bytes at `to` and gives their number; 0 is the end.
using ReadBytes = std::function<std::size_t(char* to, std::size_t room)>;

/// A log with what is known about how it came to be.
struct LogSource {
    std::string_view text = {};  ///< must outlive the call
    std::string command = {};    ///< the command that wrote it, where known
    std::optional<int> exit_code = {};
    std::string root = {};        ///< absolute path of the repository, to make paths relative
    bool timed_out = false;       ///< the run was killed by its deadline
    ReadBytes read = {};          ///< where set, gives the log in place of `text`
    bool whole = false;           ///< every matcher reads every line: slow, to compare with
    bool keeps_personal = false;  ///< personal data stays in what is said; secrets never do
};

/// Log to Failures, root cause first; none for a log of a run that passed.
using Diagnose = std::function<std::vector<Failure>(const LogSource&)>;

}  // namespace mendel::model
