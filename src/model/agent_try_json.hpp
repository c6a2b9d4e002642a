#pragma once

#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "model/agent_try.hpp"

namespace mendel::model {

/// A tool's use as outcome, execution and receipt have it: name, calls, errors, error_share,
/// p95_ms.
nlohmann::json to_json(const ToolUse& tool);
nlohmann::json to_json(const std::vector<ToolUse>& tools);

/// A try as the member `agent_tries` of an outcome has it.
nlohmann::json to_json(const AgentTry& tried);

/// Reads a try as foreign data: texts are cut to a length that can be shown, members of another
/// type are left out, never refused.
AgentTry agent_try_from_json(const nlohmann::json& json);

}  // namespace mendel::model
