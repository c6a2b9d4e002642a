#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "sys/process.hpp"

namespace mendel::agent {

/// What an agent's process may reach.
struct AgentWalls {
    std::string home;      ///< its clean home, writable
    std::string worktree;  ///< readable
    bool writes_worktree = false;
    std::vector<int> ports = {};    ///< of 127.0.0.1: the tools and the key proxy
    bool require_isolation = true;  ///< refuse where the walls would only be partial
};

/// Puts the walls of level `agent` (docs/sandbox.md) around a process; one sentence of what stands.
/// An error of kind refused where they cannot be had.
base::Result<std::string> build_agent_walls(const AgentWalls& walls, sys::ProcessSpec& spec);

}  // namespace mendel::agent
