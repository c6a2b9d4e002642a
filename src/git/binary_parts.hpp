#pragma once

#include <string_view>

namespace mendel::git {

/// Whether each part of a "GIT binary patch" (gitformat-pack's base 85 lines) is one whole zlib
/// stream (RFC 1950) of the size that its head names. libgit2 1.5 never ends on one cut short.
bool is_whole_binary_patch(std::string_view text);

}  // namespace mendel::git
