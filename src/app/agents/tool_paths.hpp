#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/agents/agent_desk.hpp"
#include "base/result.hpp"

namespace mendel::app {

/// A path of a tool's argument as one below the worktree; an error of kind refused, worded for the
/// agent, for what leads out of it or into git's own folder, whatever the spelling.
base::Result<std::string> tool_path(std::string_view path);

/// Why the Task or the configuration does not let this path be written; nothing where both do.
std::optional<std::string> tool_write_refusal(const AgentDesk& desk, const std::string& path);

/// The bytes of a file of the worktree; an error worded for the agent for links, other things than
/// files, and files that have a second name (hard links can show what lies outside).
base::Result<std::string> tool_read(const AgentDesk& desk, const std::string& path);

/// Files of the worktree that are no ignored ones, sorted.
base::Result<std::vector<std::string>> tool_files(const AgentDesk& desk);

}  // namespace mendel::app
