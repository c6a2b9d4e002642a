#include "sys/sandbox.hpp"

#include <array>

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include "base/text.hpp"
#include "sys/files.hpp"
#include "sys/launch/landlock.hpp"
#include "sys/launch/plan.hpp"
#include "sys/launch/probe.hpp"
#include "sys/launch/report.hpp"
#include "sys/launch/spawn.hpp"

namespace mendel::sys {
namespace {

constexpr std::array k_secret_places = {".ssh",
                                        ".gnupg",
                                        ".aws",
                                        ".azure",
                                        ".netrc",
                                        "_netrc",
                                        ".git-credentials",
                                        ".gitcookies",
                                        ".config/gh",
                                        ".config/hub",
                                        ".config/glab-cli",
                                        ".config/gcloud",
                                        ".config/git/credentials",
                                        ".config/op",
                                        ".config/doctl",
                                        ".config/containers/auth.json",
                                        ".config/rclone",
                                        ".config/github-copilot",
                                        ".docker",
                                        ".kube",
                                        ".password-store",
                                        ".vault-token",
                                        ".pypirc",
                                        ".npmrc",
                                        ".yarnrc.yml",
                                        ".cargo/credentials",
                                        ".cargo/credentials.toml",
                                        ".gem/credentials",
                                        ".m2/settings.xml",
                                        ".m2/settings-security.xml",
                                        ".gradle/gradle.properties",
                                        ".terraform.d/credentials.tfrc.json",
                                        ".terraformrc",
                                        ".pgpass",
                                        ".my.cnf",
                                        ".s3cfg",
                                        ".boto",
                                        ".claude",
                                        ".claude.json",
                                        ".codex",
                                        ".gemini",
                                        ".config/anthropic",
                                        ".config/openai",
                                        ".local/share/keyrings",
                                        ".local/share/kwalletd",
                                        ".mozilla",
                                        ".thunderbird",
                                        ".config/google-chrome",
                                        ".config/chromium",
                                        ".config/BraveSoftware",
                                        ".bash_history",
                                        ".zsh_history",
                                        ".python_history",
                                        ".node_repl_history",
                                        ".psql_history"};

/// The probe tries an overlay where the product would put one: in the temporary folder.
base::Result<std::string> encoded_probe(const SandboxHost& host, const std::string& scratch) {
    for (const char* layer : {"lower", "upper", "work", "target"})
        if (auto made = make_folders(join_path(scratch, layer)); !made)
            return base::fail(made.error());
    LaunchPlan plan;
    plan.task = LaunchTask::probe;
    plan.host = host;
    plan.parent = ::getpid();
    plan.scratch = scratch;
    plan.sandbox = Sandbox{};
    plan.sandbox->writable = {scratch};
    return encode(plan);
}

/// Reads until the trampoline closes its end.
std::string read_to_end(const Descriptor& source) {
    std::string bytes;
    std::array<char, 512> buffer{};
    pollfd event{source.get(), POLLIN, 0};
    while (::poll(&event, 1, 10'000) > 0) {
        const ssize_t count = ::read(source.get(), buffer.data(), buffer.size());
        if (count <= 0)
            break;
        bytes.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return bytes;
}

int probed_bits(const SandboxHost& host) {
    const auto scratch = TemporaryFolder::make("mendel-probe");
    if (!scratch)
        return 0;
    const auto plan = encoded_probe(host, scratch->path());
    if (!plan)
        return 0;
    const auto trampoline = start_trampoline({.plan = *plan, .standard_input = {}});
    if (!trampoline)
        return 0;
    int bits = 0;
    for (const Report& report : read_reports(read_to_end(trampoline->reports)))
        if (report.kind == ReportKind::probed)
            bits = report.number;
    finish_trampoline(trampoline->process);
    return bits;
}

SandboxHost probe() {
    SandboxHost host;
    host.root = ::geteuid() == 0;
    host.landlock_abi = landlock_abi();
    const int bits = probed_bits(host);
    host.mount_namespaces = (bits & k_probed_namespaces) != 0;
    host.overlay = (bits & k_probed_overlay) != 0;
    host.user_namespaces = (bits & k_probed_user_namespaces) != 0;
    host.network_namespaces = (bits & k_probed_network) != 0;
    return host;
}

base::Status lacking(SandboxLevel level, std::string_view what) {
    return base::fail(
        base::ErrorKind::refused,
        fmt::format("The sandbox level \"{}\" cannot be had here: {}.", name_of(level), what));
}

/// Root can write to devices, which no read-only mount forbids.
bool is_write_wall_whole(const Sandbox& sandbox, const SandboxHost& host) {
    return host.landlock_abi > 0 || !host.root || sandbox.uid != 0;
}

bool wants_mounts(const Sandbox& sandbox) {
    return !sandbox.overlays.empty() || !sandbox.binds.empty();
}

}  // namespace

const SandboxHost& sandbox_host() {
    static const SandboxHost host = probe();
    return host;
}

base::Result<SandboxLevel> best_sandbox_level(const SandboxHost& host) {
    for (const SandboxLevel level :
         {SandboxLevel::namespaces, SandboxLevel::user, SandboxLevel::landlock}) {
        Sandbox sandbox{.level = level};
        sandbox.uid = level == SandboxLevel::user ? 1 : 0;
        if (check_offered(sandbox, host))
            return level;
    }
    return base::fail(
        base::ErrorKind::refused,
        "This machine offers neither namespaces nor Landlock, so foreign code cannot "
        "be walled in. Use a kernel with user namespaces or Landlock (5.13 or newer).");
}

base::Result<Isolation> network_isolation(const Sandbox& sandbox, const SandboxHost& host) {
    constexpr int k_abi_of_ports = 4;
    if (sandbox.level == SandboxLevel::namespaces && host.network_namespaces)
        return Isolation::full;
    if (host.landlock_abi >= k_abi_of_ports)
        return Isolation::partial;
    return base::fail(base::ErrorKind::refused,
                      "The network cannot be walled off here: there are neither network namespaces "
                      "nor Landlock's rules for ports (Linux 6.7).");
}

base::Status check_offered(const Sandbox& sandbox, const SandboxHost& host) {
    const SandboxLevel level = sandbox.level;
    if (sandbox.network == Network::doors)
        if (const auto walled = network_isolation(sandbox, host); !walled)
            return base::fail(walled.error());
    if (level == SandboxLevel::namespaces) {
        if (!host.mount_namespaces)
            return lacking(level, "no private mount namespace can be made");
        if (!is_write_wall_whole(sandbox, host))
            return lacking(level, "root without Landlock could write to devices");
        if (sandbox.uid != 0 && !host.root)
            return lacking(level, "only root can become another user");
        return {};
    }
    if (wants_mounts(sandbox))
        return lacking(level, "overlays and binds need a private mount namespace");
    if (level == SandboxLevel::user && (!host.root || sandbox.uid == 0))
        return lacking(level, "it takes root and a user other than root to become");
    if (host.landlock_abi == 0)
        return lacking(level, "the kernel has no Landlock");
    return {};
}

std::string_view name_of(SandboxLevel level) {
    switch (level) {
        case SandboxLevel::namespaces:
            return "namespaces";
        case SandboxLevel::user:
            return "user";
        case SandboxLevel::landlock:
            return "landlock";
    }
    return "unknown";
}

std::vector<std::string> secret_places(const std::string& home) {
    std::vector<std::string> found;
    for (const char* place : k_secret_places)
        if (std::string path = join_path(home, place); exists(path))
            found.push_back(std::move(path));
    return found;
}

}  // namespace mendel::sys
