#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace mendel::heal {

/// The text of a file of src/heal/data, embedded in the program; empty where there is none.
std::string_view data_file(std::string_view name);

/// A YAML file of src/heal/data, parsed. One that cannot be read is a bug.
nlohmann::json data_table(const std::string& name);

}  // namespace mendel::heal
