#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/yaml.hpp"

namespace mendel::config {

/// Everything in which a document does not fit a JSON Schema (draft 7, without $ref), in file
/// order: unknown keys with the nearest known one, and values with what they must be. Each is of
/// kind user, with "file:line:column".
std::vector<base::Error> problems_of(const base::Json& schema, const base::YamlDocument& document,
                                     const std::string& file);

}  // namespace mendel::config
