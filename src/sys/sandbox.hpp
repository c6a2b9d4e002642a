#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace mendel::sys {

/// How foreign code is walled in; the rows of docs/sandbox.md.
enum class SandboxLevel {
    namespaces,  ///< private mount and pid namespace (user namespace where not root), no
                 ///< capability that undoes it, Landlock, seccomp
    user,        ///< another uid without groups + no_new_privs + Landlock + seccomp (container)
    landlock,    ///< same uid, no_new_privs + Landlock + seccomp (no namespaces to be had)
};

/// What the machine offers, found by trying.
struct SandboxHost {
    bool root = false;
    bool user_namespaces = false;     ///< an unprivileged user namespace can be made
    bool mount_namespaces = false;    ///< a private mount namespace can be made and mounted in
    bool overlay = false;             ///< overlayfs can be mounted there
    bool network_namespaces = false;  ///< a private network can be made
    int landlock_abi = 0;             ///< 0: none
};

/// Probes once per process.
const SandboxHost& sandbox_host();

/// The best level this machine offers; an error of kind refused (exit 3) where there is none.
base::Result<SandboxLevel> best_sandbox_level(const SandboxHost& host);

std::string_view name_of(SandboxLevel level);

/// An overlay to mount in the private namespace: `target` shows `lower` with the writes in
/// `upper`. `upper` and `work` are folders of one file system, made by the caller.
struct OverlayMount {
    std::string lower;
    std::string upper;
    std::string work;
    std::string target;
    std::vector<std::string> layers = {};  ///< read-only layers above `lower`, topmost first
};

/// A folder to bind over another path in the private namespace.
struct BindMount {
    std::string source;
    std::string target;
};

/// What of the network the child reaches.
enum class Network {
    open,   ///< everything: the same trust as the CI that ran it
    doors,  ///< the TCP ports `doors` of 127.0.0.1 alone
};

/// How much of the walls of an agent stands.
enum class Isolation {
    full,     ///< namespaces of its own for files, processes and network
    partial,  ///< no network namespace: a port is known, not an address
};

/// The walls around one child process.
struct Sandbox {
    SandboxLevel level = SandboxLevel::namespaces;
    std::vector<OverlayMount> overlays = {};  ///< namespaces only; mounted in this order
    std::vector<BindMount> binds = {};        ///< namespaces only; after the overlays
    std::vector<std::string> hidden = {};     ///< files and folders shown empty (namespaces)
    std::vector<std::string> writable = {};   ///< the only trees that may be written; a path
                                              ///< that does not exist grants nothing
    unsigned uid = 0;                         ///< the slot's uid and gid; level user needs one,
                                              ///< root may give one with namespaces too
    bool private_tmp = true;                  ///< namespaces: empty, writable /tmp and /var/tmp
                                              ///< of its own; /dev/shm is always its own
    Network network = Network::open;
    std::vector<int> doors = {};  ///< with Network::doors
    unsigned processes = 4096;    ///< of the slot's uid, threads counted
    std::uint64_t file_size = 0;  ///< bytes that one file may grow to, 0: any
    std::uint64_t tmp_size = 0;   ///< bytes of a private temporary folder, 0: half the memory
};

/// What `network: doors` would be here: full with a network namespace, else partial by Landlock
/// (ABI 4) and a filter that leaves no datagram sockets; an error of kind refused where neither is.
base::Result<Isolation> network_isolation(const Sandbox& sandbox, const SandboxHost& host);

/// Whether the machine can build these walls; else an error of kind refused that says what lacks.
base::Status check_offered(const Sandbox& sandbox, const SandboxHost& host);

/// Folders and files of a home that hold secrets: .ssh, .aws, .netrc, .config/gh, .docker ...;
/// those that exist below `home`, absolute.
std::vector<std::string> secret_places(const std::string& home);

}  // namespace mendel::sys
