#pragma once

#include <map>
#include <string>
#include <string_view>

namespace mendel::base {

/// Section name to key to value, as Python's configparser reads tox.ini and setup.cfg: `key =
/// value` or `key: value`, values go on over indented lines (joined by LF), lines that begin with
/// `#` or
/// `;` are comments. Keys are lower case. What is no section, key or continuation is left out.
using IniFile = std::map<std::string, std::map<std::string, std::string>>;

IniFile parse_ini(std::string_view text);

/// A value, empty where there is none.
std::string ini_value(const IniFile& file, const std::string& section, const std::string& key);

}  // namespace mendel::base
