#include "sys/launch/landlock.hpp"

#include <cerrno>
#include <cstdint>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sys/descriptor.hpp"
#include "sys/file_error.hpp"
#include "sys/launch/private_folders.hpp"

namespace mendel::sys {
namespace {

// The kernel's numbers, since the headers of the build machine may be older than its kernel.
constexpr long k_create_ruleset = 444;
constexpr long k_add_rule = 445;
constexpr long k_restrict_self = 446;
constexpr unsigned k_version_flag = 1;
constexpr int k_path_beneath = 1;
constexpr int k_net_port = 2;

constexpr std::uint64_t k_write_file = 1U << 1U;
constexpr std::uint64_t k_remove_and_make = 0x1FF0;  // bits 4 to 12: REMOVE_DIR ... MAKE_SYM
constexpr std::uint64_t k_refer = 1U << 13U;         // from ABI 2
constexpr std::uint64_t k_truncate = 1U << 14U;      // from ABI 3
constexpr std::uint64_t k_connect_tcp = 2;           // from ABI 4
constexpr std::uint64_t k_bind_and_connect = 3;
constexpr std::uint64_t k_scope_all = 3;  // from ABI 6: abstract sockets, signals

struct Attributes {
    std::uint64_t handled_files = 0;
    std::uint64_t handled_network = 0;
    std::uint64_t scoped = 0;
};

struct PortRule {
    std::uint64_t allowed = 0;
    std::uint64_t port = 0;
};

struct __attribute__((packed)) PathRule {
    std::uint64_t allowed = 0;
    std::int32_t parent = -1;
};

std::uint64_t handled_by(int abi) {
    return k_write_file | k_remove_and_make | (abi >= 2 ? k_refer : 0) |
           (abi >= 3 ? k_truncate : 0);
}

/// The kernel refuses a longer structure than it knows.
std::size_t size_for(int abi) {
    if (abi >= 6)
        return sizeof(Attributes);
    return abi >= 4 ? 16 : 8;
}

base::Status refused(std::string_view act) {
    return base::fail(base::ErrorKind::refused,
                      fmt::format("Landlock cannot {}: {}.", act, errno_text(errno)));
}

/// A path that does not exist grants nothing: there is nothing to write to, nor where to make it.
base::Status allow(int ruleset, const std::string& path, std::uint64_t rights) {
    const Descriptor place(::open(path.c_str(), O_PATH | O_CLOEXEC));
    if (!place)
        return {};
    struct stat info {};
    if (::fstat(place.get(), &info) != 0)
        return refused("look at " + path);
    if (!S_ISDIR(info.st_mode))
        rights &= k_write_file | k_truncate;
    const PathRule rule{rights, place.get()};
    if (::syscall(k_add_rule, ruleset, k_path_beneath, &rule, 0) != 0)
        return refused("open " + path + " for writing");
    return {};
}

base::Status allow_port(int ruleset, int port) {
    const PortRule rule{k_connect_tcp, static_cast<std::uint64_t>(port)};
    if (::syscall(k_add_rule, ruleset, k_net_port, &rule, 0) != 0)
        return refused("open port " + std::to_string(port));
    return {};
}

base::Status allow_devices(int ruleset, std::uint64_t handled) {
    const std::uint64_t write = handled & (k_write_file | k_truncate);
    for (const char* device : {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom",
                               "/dev/tty", "/dev/ptmx", "/dev/pts"})
        if (auto done = allow(ruleset, device, write); !done)
            return done;
    // For another uid than root the permissions of /proc protect what must not be written there.
    if (::geteuid() != 0)
        if (auto done = allow(ruleset, "/proc", write); !done)
            return done;
    return allow(ruleset, "/dev/shm", handled);
}

}  // namespace

int landlock_abi() {
    const long abi = ::syscall(k_create_ruleset, nullptr, 0, k_version_flag);
    return abi > 0 ? static_cast<int>(abi) : 0;
}

base::Status restrict_writes(const Sandbox& sandbox, int abi, Ports ports) {
    if (abi <= 0)
        return {};
    const Attributes attributes{handled_by(abi), ports == Ports::doors ? k_bind_and_connect : 0,
                                abi >= 6 ? k_scope_all : 0};
    const Descriptor ruleset(
        static_cast<int>(::syscall(k_create_ruleset, &attributes, size_for(abi), 0)));
    if (!ruleset)
        return refused("make a rule set");
    if (auto done = allow_devices(ruleset.get(), attributes.handled_files); !done)
        return done;
    for (const std::string& path : private_folders(sandbox))
        if (auto done = allow(ruleset.get(), path, attributes.handled_files); !done)
            return done;
    for (const std::string& path : sandbox.writable)
        if (auto done = allow(ruleset.get(), path, attributes.handled_files); !done)
            return done;
    if (ports == Ports::doors)
        for (const int port : sandbox.doors)
            if (auto done = allow_port(ruleset.get(), port); !done)
                return done;
    if (::syscall(k_restrict_self, ruleset.get(), 0) != 0)
        return refused("restrict the process");
    return {};
}

}  // namespace mendel::sys
