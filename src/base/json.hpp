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

}  // namespace mendel::base
