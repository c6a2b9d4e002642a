#pragma once

#include <string>

#include "code/tree.hpp"

namespace mendel::code {

/// The characters between the quotes of a string node, escapes as written; "" for other nodes.
std::string string_value(const Node& node);

}  // namespace mendel::code
