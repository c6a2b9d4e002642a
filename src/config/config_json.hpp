#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"
#include "config/config.hpp"

namespace mendel::config {

/// The values in the shape of the configuration file, every key present.
base::Json to_json(const Config& config);

/// Takes over each value of a document that fits the schema; keys that are absent keep theirs.
void read_json(const base::Json& json, Config& config);

/// The JSON pointer of every key that holds a value ("/heal/rungs"), in the order of the schema's
/// sections.
std::vector<std::string> key_pointers();

}  // namespace mendel::config
