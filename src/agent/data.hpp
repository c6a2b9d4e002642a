#pragma once

#include <string>
#include <string_view>

#include "base/json.hpp"

namespace mendel::agent {

/// The text of a file of src/agent/data, embedded in the program; empty where there is none.
std::string_view data_file(std::string_view name);

/// A YAML file of src/agent/data, parsed. One that cannot be read is a bug.
base::Json data_table(const std::string& name);

}  // namespace mendel::agent
