#include "sys/launch/walls.hpp"

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <fmt/format.h>
#include <grp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/descriptor.hpp"
#include "sys/file_error.hpp"
#include "sys/launch/capabilities.hpp"
#include "sys/launch/landlock.hpp"
#include "sys/launch/seccomp_filter.hpp"

namespace mendel::sys {
namespace {

base::Status refused(std::string_view wall) {
    return base::fail(base::ErrorKind::refused,
                      fmt::format("The sandbox cannot {}: {}.", wall, errno_text(errno)));
}

base::Status write_map(const char* file, const std::string& text) {
    const Descriptor map(::open(file, O_WRONLY | O_CLOEXEC));
    if (!map || ::write(map.get(), text.data(), text.size()) < 0)
        return refused(fmt::format("write {}", file));
    return {};
}

/// Lowers both limits to `most`; lower ones of the surroundings, as a container has, stay.
bool lower_limit(__rlimit_resource_t kind, rlim_t most) {
    rlimit limit{};
    if (::getrlimit(kind, &limit) != 0)
        return false;
    limit.rlim_max = std::min(limit.rlim_max, most);
    limit.rlim_cur = limit.rlim_max;
    return ::setrlimit(kind, &limit) == 0;
}

base::Status limit(const Sandbox& sandbox) {
    if (!lower_limit(RLIMIT_CORE, 0))
        return refused("forbid core dumps");
    // Many more than any test suite needs, few enough that a fork bomb ends in an error.
    if (sandbox.uid != 0 && !lower_limit(RLIMIT_NPROC, sandbox.processes))
        return refused("limit the number of processes");
    if (sandbox.file_size != 0 && !lower_limit(RLIMIT_FSIZE, sandbox.file_size))
        return refused("limit the size of files");
    return {};
}

/// The streams go along, so that /dev/stdout and /dev/stderr can be opened again by name.
base::Status become_slot(unsigned uid) {
    for (const int stream : {0, 1, 2}) {
        struct stat info {};
        const bool own = ::fstat(stream, &info) == 0 && !S_ISCHR(info.st_mode);
        if (own && ::fchown(stream, uid, uid) != 0)
            return refused("hand the streams over");
    }
    if (::setgroups(0, nullptr) != 0 || ::setresgid(uid, uid, uid) != 0 ||
        ::setresuid(uid, uid, uid) != 0)
        return refused(fmt::format("become the user {}", uid));
    return {};
}

}  // namespace

base::Status enter_namespaces(Network network) {
    const int apart = network == Network::doors ? CLONE_NEWNET : 0;
    const uid_t user = ::geteuid();
    const gid_t group = ::getegid();
    if (user == 0)
        return ::unshare(CLONE_NEWPID | apart) == 0 ? base::Status()
                                                    : refused("make a pid namespace");
    if (::unshare(CLONE_NEWUSER | CLONE_NEWPID | apart) != 0)
        return refused("make a user namespace");
    if (auto done = write_map("/proc/self/setgroups", "deny"); !done)
        return done;
    if (auto done = write_map("/proc/self/uid_map", fmt::format("{0} {0} 1", user)); !done)
        return done;
    return write_map("/proc/self/gid_map", fmt::format("{0} {0} 1", group));
}

bool is_network_partial(const LaunchPlan& plan) {
    if (!plan.sandbox || plan.sandbox->network != Network::doors)
        return false;
    const auto isolation = network_isolation(*plan.sandbox, plan.host);
    return isolation && *isolation == Isolation::partial;
}

Network network_namespace(const LaunchPlan& plan) {
    const bool own =
        plan.sandbox && plan.sandbox->network == Network::doors && !is_network_partial(plan);
    return own ? Network::doors : Network::open;
}

base::Status build_walls(const LaunchPlan& plan) {
    if (!plan.sandbox)
        return {};
    const Sandbox& sandbox = *plan.sandbox;
    if (auto done = limit(sandbox); !done)
        return done;
    if (auto done = drop_capabilities(); !done)
        return done;
    if (sandbox.uid != 0 && plan.host.root)
        if (auto done = become_slot(sandbox.uid); !done)
            return done;
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return refused("forbid new privileges");
    if (auto done = restrict_writes(sandbox, plan.host.landlock_abi,
                                    is_network_partial(plan) ? Ports::doors : Ports::any);
        !done)
        return done;
    const bool partial = is_network_partial(plan);
    return load_seccomp_filter(
        plan.host.landlock_abi > 0 ? ForeignTracing::walled_already : ForeignTracing::deny,
        partial ? Sockets::streams : Sockets::all);
}

}  // namespace mendel::sys
