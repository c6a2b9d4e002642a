#pragma once

#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "model/outcome.hpp"

namespace mendel::model {

/// The public shape of an Outcome, "mendel.heal/1" (schemas/heal.schema.json).
nlohmann::json to_json(const Outcome& outcome);
nlohmann::json to_json(const Attempt& attempt);
nlohmann::json to_json(const Refusal& refusal);
nlohmann::json to_json(const std::vector<Refusal>& refusals);

/// The list that to_json wrote; what is missing in one stays empty.
std::vector<Refusal> refusals_from_json(const nlohmann::json& list);

}  // namespace mendel::model
