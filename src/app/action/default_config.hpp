#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "config/config.hpp"

namespace mendel::app {

/// Where a forge's default branch keeps the configuration.
inline constexpr const char* k_config_file = ".github/mendel.yml";

/// The configuration of the default branch; the defaults where it has none.
base::Result<config::Config> default_config(const std::optional<std::string>& text);

}  // namespace mendel::app
