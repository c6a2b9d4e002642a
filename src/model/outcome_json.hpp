#pragma once

#include <nlohmann/json_fwd.hpp>

#include "model/outcome.hpp"

namespace mendel::model {

/// The public shape of an Outcome, "mendel.heal/1" (schemas/heal.schema.json).
nlohmann::json to_json(const Outcome& outcome);
nlohmann::json to_json(const Attempt& attempt);
nlohmann::json to_json(const Refusal& refusal);

}  // namespace mendel::model
