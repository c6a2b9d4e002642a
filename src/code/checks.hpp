#pragma once

#include <string>

namespace mendel::code {

/// Whether the table of checks knows the program as one of an npm package.
bool is_node_tool(const std::string& tool);

/// Whether some row of the table of checks is about the program.
bool is_known_tool(const std::string& tool);

}  // namespace mendel::code
