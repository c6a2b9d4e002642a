#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "model/patch.hpp"

namespace mendel::model {

/// A Patch with both whole contents of each file, "mendel.changes/1"
/// (schemas/changes.schema.json): text as it is, other bytes in base 64.
base::Json to_json(const Patch& patch);

/// Reads what to_json wrote; anything else is an error of kind refused.
base::Result<Patch> patch_from_json(const base::Json& json);

}  // namespace mendel::model
