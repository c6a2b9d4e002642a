#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace mendel::sys {

/// Calls `take` for each line of standard input (without its LF) as it comes, to the input's end or
/// until asked to stop. A line of more than 16 MiB is an error of kind user.
base::Status each_input_line(const std::function<void(std::string_view)>& take,
                             const std::stop_token& stop = {});

/// Writes a line and its LF to standard output at once.
void write_output_line(std::string_view line);

}  // namespace mendel::sys
