#pragma once

#include <memory>
#include <vector>

#include "agent/tool.hpp"
#include "app/agents/agent_desk.hpp"

namespace mendel::app {

/// The tools of one Task, in the order of docs/mcp.md: files, git, checks, code, evidence, forge,
/// documentation, mendel's own engines. Each refuses what the Task and the configuration do not
/// allow, with a reason that an agent can use.
std::vector<agent::Tool> agent_tools(const Desk& desk);

// One file of tools/ each.
std::vector<agent::Tool> file_tools(const Desk& desk);
std::vector<agent::Tool> git_tools(const Desk& desk);
std::vector<agent::Tool> check_tools(const Desk& desk);
std::vector<agent::Tool> code_tools(const Desk& desk);
std::vector<agent::Tool> evidence_tools(const Desk& desk);
std::vector<agent::Tool> proposal_tools(const Desk& desk);
std::vector<agent::Tool> forge_tools(const Desk& desk);
std::vector<agent::Tool> documentation_tools(const Desk& desk);
std::vector<agent::Tool> search_tools(const Desk& desk);
std::vector<agent::Tool> engine_tools(const Desk& desk);

}  // namespace mendel::app
