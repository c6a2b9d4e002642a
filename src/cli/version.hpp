#pragma once

#include <string_view>

namespace mendel::cli {

/// The version of this build, as in CMakeLists.txt.
constexpr std::string_view k_version = MENDEL_VERSION;

}  // namespace mendel::cli
