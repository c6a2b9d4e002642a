#pragma once

#include <string_view>

namespace mendel::plan {

/// The text of an embedded file by its last name; empty for a name that is none.
std::string_view data_file(std::string_view name);

}  // namespace mendel::plan
