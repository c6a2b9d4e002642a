#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mendel::evaluate {

/// The settings of a configuration file by dotted key ("tool.ruff.lint.ignore"), each with the
/// items of its value: lists are split, a scalar is one item. JSON (with comments), YAML, TOML,
/// INI, makefiles (recipes as "target.<name>"), CMake (calls as "call.<name>"), ignore files
/// ("lines"). None for files of other kinds and for what cannot be read.
using Settings = std::map<std::string, std::vector<std::string>>;

Settings settings_of(std::string_view path, std::string_view text);

/// The line (1-based) that best shows a key of the text, 0 where none does.
int line_of_key(std::string_view text, const std::string& key);

}  // namespace mendel::evaluate
