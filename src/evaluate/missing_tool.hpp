#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "code/invocation.hpp"

namespace mendel::evaluate {

/// The program that the log says is not there and that the check would run: "sh: x: not found",
/// "bash: line 1: x: command not found", "No module named x" of `python -m x`. Empty where there
/// is none.
std::string missing_tool_in(const std::vector<code::Invocation>& invocations, std::string_view log);

/// The line that would bring a tool (data/setup_lines.yaml), empty for an unknown one.
std::string setup_line_for(const std::string& tool);

}  // namespace mendel::evaluate
