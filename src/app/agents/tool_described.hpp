#pragma once

#include <functional>
#include <memory>
#include <string>

#include "agent/tool.hpp"
#include "app/agents/agent_desk.hpp"

namespace mendel::app {

/// What a tool does with the desk that it is bound to.
using ToolBody = base::Result<agent::ToolAnswer> (*)(const Desk&, const agent::ToolCall&);

/// The tool that src/app/data/tools.yaml describes under this name, bound to the desk. A name that
/// is not there is a bug.
agent::Tool described_tool(const std::string& name, ToolBody body, const Desk& desk);

}  // namespace mendel::app
