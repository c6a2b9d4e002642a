#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/json.hpp"
#include "base/result.hpp"

namespace mendel::base {

/// One way in which a value does not fit its schema.
struct SchemaProblem {
    std::string pointer;  ///< JSON pointer of the value concerned ("" is the whole)
    std::string message;  ///< what is wrong, one sentence
};

/// Checks a value against a JSON Schema (draft 7). No problems: it fits. A schema that cannot be
/// read is an error of kind bug.
Result<std::vector<SchemaProblem>> check_schema(const Json& schema, const Json& value);

}  // namespace mendel::base
