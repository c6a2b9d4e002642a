#pragma once

#include <nlohmann/json_fwd.hpp>

#include "model/command.hpp"
#include "model/outcome.hpp"
#include "model/verdict.hpp"

namespace mendel::evaluate {

// The parts of a receipt; schemas/receipt.schema.json. Readers throw nlohmann::json::exception.

nlohmann::json command_json(const model::Command& command);
model::Command command_from_json(const nlohmann::json& json);

nlohmann::json check_run_json(const model::CheckRun& run);
model::CheckRun check_run_from_json(const nlohmann::json& json);

/// What a round changed is in the receipt's one patch; the round itself keeps its story.
nlohmann::json round_json(const model::HealedRound& round);
model::HealedRound round_from_json(const nlohmann::json& json);

}  // namespace mendel::evaluate
