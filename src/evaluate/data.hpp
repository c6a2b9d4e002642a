#pragma once

#include <string_view>

namespace mendel::evaluate {

/// An embedded file of src/evaluate/data by its name, empty where there is none.
std::string_view data_file(std::string_view name);

}  // namespace mendel::evaluate
