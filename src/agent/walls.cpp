#include "agent/walls.hpp"

#include <fmt/format.h>

#include "sys/environment.hpp"
#include "sys/files.hpp"
#include "sys/owner.hpp"
#include "sys/sandbox.hpp"

namespace mendel::agent {

namespace {

constexpr unsigned k_agent_uid = 64'950;
constexpr std::size_t k_memory = std::size_t{4} << 30U;
constexpr unsigned k_processes = 512;
constexpr std::uint64_t k_file_size = std::uint64_t{1} << 30U;
constexpr std::uint64_t k_temporary_size = std::uint64_t{1} << 30U;

/// The agent's own uid owns its home and its worktree, which it can read then whatever the umask;
/// whether it may write there is up to the walls.
base::Status hand_over(const AgentWalls& walls) {
    const sys::Owner owner{k_agent_uid, k_agent_uid};
    if (const auto given = sys::give_tree(walls.home, owner); !given)
        return given;
    return sys::give_tree(walls.worktree, owner);
}

}  // namespace

base::Result<std::string> build_agent_walls(const AgentWalls& walls, sys::ProcessSpec& spec) {
    const auto& host = sys::sandbox_host();
    const auto level = sys::best_sandbox_level(host);
    if (!level)
        return base::fail(level.error());
    sys::Sandbox sandbox{.level = *level};
    sandbox.writable = {walls.home};
    if (walls.writes_worktree)
        sandbox.writable.push_back(walls.worktree);
    sandbox.hidden = sys::secret_places(sys::home_folder());
    sandbox.network = sys::Network::doors;
    sandbox.doors = walls.ports;
    sandbox.processes = k_processes;
    sandbox.file_size = k_file_size;
    sandbox.tmp_size = k_temporary_size;
    const auto isolation = sys::network_isolation(sandbox, host);
    if (!isolation)
        return base::fail(isolation.error());
    const bool whole = *isolation == sys::Isolation::full;
    if (!whole && walls.require_isolation)
        return base::fail(base::ErrorKind::refused,
                          "Only partial isolation can be had here: the agent's network is held by "
                          "port, not by address. Run on a machine with network namespaces, or set "
                          "require_isolation: false for this agent.");
    if (host.root) {
        sandbox.uid = k_agent_uid;
        if (const auto given = hand_over(walls); !given)
            return base::fail(given.error());
    }
    spec.sandbox = std::move(sandbox);
    spec.memory_cap = k_memory;
    return fmt::format("sandbox {}, network by {}", sys::name_of(*level),
                       whole ? "a namespace of its own" : "port alone (partial)");
}

}  // namespace mendel::agent
