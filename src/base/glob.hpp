#pragma once

#include <string_view>

namespace mendel::base {

/// Whether a path relative to the repository's root matches a pattern as .gitignore and GitHub
/// path filters write them: `*` and `?` stay within a segment, `**` spans segments, `[...]` is a
/// class. A pattern without a slash matches the last segment at any depth ("*.pem").
bool glob_match(std::string_view pattern, std::string_view path);

}  // namespace mendel::base
