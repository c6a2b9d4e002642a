#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace mendel::diagnose {

/// How many lines around a telling line a reader of it may look at.
struct Reach {
    std::size_t before = 0;
    std::size_t after = 0;
};

/// Text that is kept of a large log though no matcher asked for it.
struct Mark {
    std::string_view text;  ///< LF as its first byte: only at the beginning of a line
    Reach reach;
    bool is_command = false;  ///< in front of a command that is shown before it runs
};

/// What CI services and shells write around commands (log_steps reads them), the prompts in front
/// of commands, and the words of errors (fallback reads them).
const std::vector<Mark>& log_marks();

}  // namespace mendel::diagnose
