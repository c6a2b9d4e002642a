#pragma once

#include <string_view>

namespace mendel::config {

/// The embedded file of this name ("mendel.config.schema.json"); empty where there is none.
std::string_view data_file(std::string_view name);

}  // namespace mendel::config
