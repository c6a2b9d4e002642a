#pragma once

#include <string_view>

namespace mendel::observe {

/// The text of a file of src/observe/data, embedded in the program; empty where there is none.
std::string_view data_file(std::string_view name);

}  // namespace mendel::observe
