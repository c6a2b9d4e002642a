#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mendel::git {

/// A path as git writes it in a diff: in C-style quotes where it holds a quote, a backslash, a
/// control character or a byte above 127 (git-config, "core.quotePath").
std::string quoted(const std::string& path);

/// Reads a quoted name at the start of `text` and removes it there; nothing where it is malformed.
std::optional<std::string> take_quoted(std::string_view& text);

}  // namespace mendel::git
