#pragma once

#include <string_view>

namespace mendel::repair {

/// The text of a file of src/repair/data, embedded in the program; empty where there is none.
std::string_view data_file(std::string_view name);

}  // namespace mendel::repair
