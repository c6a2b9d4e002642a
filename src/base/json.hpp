#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "base/result.hpp"

namespace mendel::base {

using Json = nlohmann::json;

/// Parses JSON; an error of kind user names line and column.
/// @param where file or source named in the error
Result<Json> parse_json(std::string_view text, std::string_view where);

/// Two-space indented text with a final LF; invalid UTF-8 is replaced, never thrown on.
std::string to_pretty_text(const Json& value);

/// One line without a LF; keys sorted, so equal values give equal text (what is hashed).
std::string to_line(const Json& value);

/// The value at a path of member names ("head.repo.full_name"); null where there is none.
const Json& value_at(const Json& json, std::string_view path);

/// The same as text, number or truth; "", 0 or false where it is missing or of another type.
std::string text_at(const Json& json, std::string_view path);
long number_at(const Json& json, std::string_view path);
double real_at(const Json& json, std::string_view path);
bool flag_at(const Json& json, std::string_view path);

}  // namespace mendel::base
