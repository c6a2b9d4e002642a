#pragma once

#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "base/result.hpp"
#include "model/request.hpp"

namespace mendel::model {

/// The public shape of a Request, "mendel.request/1" (schemas/request.schema.json).
nlohmann::json to_json(const Request& request);

/// Reads what `to_json` wrote, from an environment that others can write to: every field must be
/// there, of its type and in its form (commit ids, names), and nothing larger than 64 KiB is read.
/// Fields that are not known are passed over; a higher schema number is refused. Errors are of kind
/// user. Example:
///
///     const auto request = model::parse_request(text, "input request");
base::Result<Request> parse_request(std::string_view text, std::string_view where);

}  // namespace mendel::model
