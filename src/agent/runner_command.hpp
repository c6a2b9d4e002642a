#pragma once

#include <functional>
#include <optional>
#include <string>

#include "agent/agent.hpp"
#include "agent/profile.hpp"

namespace mendel::agent {

/// What a runner of command-line agents is given from outside.
struct CommandPorts {
    /// The value of a variable of mendel's own environment, secrets among them.
    std::function<std::optional<std::string>(const std::string&)> variable;
    /// The text of a profile's script, by the path that it names.
    std::function<base::Result<std::string>(const std::string& path)> read_script = {};
};

/// A command-line agent: its program runs headless behind the walls of level `agent`
/// (docs/sandbox.md) in the worktree, with a clean home, mendel's tools over MCP on loopback, and a
/// key proxy where its profile names an API. Whatever it prints is evidence, no verdict.
Agent make_command_agent(const Profile& profile, const CommandPorts& ports);

}  // namespace mendel::agent
