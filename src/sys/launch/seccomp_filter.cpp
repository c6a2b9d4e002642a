#include "sys/launch/seccomp_filter.hpp"

#include <array>
#include <cerrno>
#include <memory>

#include <netinet/in.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "sys/file_error.hpp"

namespace mendel::sys {
namespace {

constexpr std::array k_denied = {
    // what the program sees of the file system
    "mount", "umount", "umount2", "pivot_root", "chroot", "move_mount", "open_tree",
    "open_tree_attr", "fsopen", "fsconfig", "fsmount", "fspick", "mount_setattr", "swapon",
    "swapoff", "quotactl", "quotactl_fd", "name_to_handle_at", "open_by_handle_at", "fanotify_init",
    // namespaces; clone is looked at below
    "setns",
    // the kernel itself
    "kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module",
    "create_module", "bpf", "perf_event_open", "userfaultfd", "syslog", "reboot", "acct",
    "lookup_dcookie", "nfsservctl", "uselib", "_sysctl", "iopl", "ioperm", "modify_ldt", "vhangup",
    "kcmp",
    // keys of the session
    "add_key", "request_key", "keyctl",
    // the machine's clock and name
    "settimeofday", "stime", "clock_settime", "clock_settime64", "adjtimex", "clock_adjtime",
    "clock_adjtime64", "sethostname", "setdomainname"};

/// Not known to old kernels: programs are ready to hear that there is no such call.
constexpr std::array k_unknown = {"clone3", "io_uring_setup", "io_uring_enter",
                                  "io_uring_register"};

constexpr std::array k_tracing = {"ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd"};

constexpr std::array<unsigned long, 8> k_namespaces = {
    CLONE_NEWNS,   CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC,
    CLONE_NEWUSER, CLONE_NEWPID,    CLONE_NEWNET, 0x80 /* CLONE_NEWTIME */};

/// Typing into a terminal that another session reads.
constexpr std::array<unsigned long, 2> k_typing = {TIOCSTI, TIOCLINUX};

using Filter = std::unique_ptr<void, void (*)(scmp_filter_ctx)>;

/// A name that this architecture does not have needs no rule.
int deny(scmp_filter_ctx filter, const char* name, int code) {
    const int number = ::seccomp_syscall_resolve_name(name);
    if (number == __NR_SCMP_ERROR)
        return 0;
    return ::seccomp_rule_add(filter, SCMP_ACT_ERRNO(static_cast<unsigned>(code)), number, 0);
}

int deny_masked(scmp_filter_ctx filter, int number, const scmp_arg_cmp& comparison) {
    return ::seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EPERM), number, 1, &comparison);
}

int deny_all_by_name(scmp_filter_ctx filter, ForeignTracing tracing) {
    int worst = 0;
    for (const char* name : k_denied)
        worst = std::min(worst, deny(filter, name, EPERM));
    for (const char* name : k_unknown)
        worst = std::min(worst, deny(filter, name, ENOSYS));
    if (tracing == ForeignTracing::deny)
        for (const char* name : k_tracing)
            worst = std::min(worst, deny(filter, name, EPERM));
    return worst;
}

int deny_by_argument(scmp_filter_ctx filter) {
    int worst = 0;
    for (const unsigned long flag : k_namespaces) {
        worst = std::min(
            worst, deny_masked(filter, SCMP_SYS(unshare), {0, SCMP_CMP_MASKED_EQ, flag, flag}));
        // The low byte of clone's flags is the exit signal, so a time namespace is not for clone.
        if (flag > 0xFF)
            worst = std::min(
                worst, deny_masked(filter, SCMP_SYS(clone), {0, SCMP_CMP_MASKED_EQ, flag, flag}));
    }
    for (const unsigned long request : k_typing)
        worst = std::min(worst, deny_masked(filter, SCMP_SYS(ioctl),
                                            {1, SCMP_CMP_MASKED_EQ, 0xFFFFFFFFUL, request}));
    return worst;
}

/// Only AF_UNIX, AF_INET and AF_INET6, the last two for streams of TCP.
int deny_other_sockets(scmp_filter_ctx filter) {
    constexpr unsigned long k_type = 0xF;
    int worst = deny(filter, "socketcall", EPERM);
    const auto deny_both = [&](const scmp_arg_cmp& domain, const scmp_arg_cmp& type) {
        const std::array<scmp_arg_cmp, 2> both = {domain, type};
        worst = std::min(worst, ::seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EPERM),
                                                         SCMP_SYS(socket), 2, both.data()));
    };
    for (const unsigned long domain : {AF_INET, AF_INET6}) {
        for (const unsigned long type :
             {SOCK_DGRAM, SOCK_RAW, SOCK_RDM, SOCK_SEQPACKET, SOCK_DCCP, SOCK_PACKET})
            deny_both({0, SCMP_CMP_EQ, domain}, {1, SCMP_CMP_MASKED_EQ, k_type, type});
        // Streams of another protocol than TCP (MPTCP, SCTP) are not held by Landlock.
        const std::array<scmp_arg_cmp, 2> other = {scmp_arg_cmp{0, SCMP_CMP_EQ, domain},
                                                   scmp_arg_cmp{2, SCMP_CMP_GT, IPPROTO_TCP}};
        worst = std::min(worst, ::seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EPERM),
                                                         SCMP_SYS(socket), 2, other.data()));
    }
    for (int domain = 0; domain < 64; ++domain)
        if (domain != AF_UNIX && domain != AF_INET && domain != AF_INET6)
            worst =
                std::min(worst, deny_masked(filter, SCMP_SYS(socket),
                                            {0, SCMP_CMP_EQ, static_cast<unsigned long>(domain)}));
    return worst;
}

/// 32-bit programs of the same family run under the same rules.
int add_small_architecture(scmp_filter_ctx filter) {
#if defined(__x86_64__)
    return ::seccomp_arch_add(filter, SCMP_ARCH_X86);
#elif defined(__aarch64__)
    return ::seccomp_arch_add(filter, SCMP_ARCH_ARM);
#else
    (void)filter;
    return 0;
#endif
}

}  // namespace

base::Status load_seccomp_filter(ForeignTracing tracing, Sockets sockets) {
    const Filter filter(::seccomp_init(SCMP_ACT_ALLOW), &::seccomp_release);
    int code = filter ? 0 : -ENOMEM;
    if (filter) {
        code = std::min(
            {add_small_architecture(filter.get()),
             ::seccomp_attr_set(filter.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ERRNO(ENOSYS)),
             ::seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2),
             deny_all_by_name(filter.get(), tracing), deny_by_argument(filter.get()),
             sockets == Sockets::streams ? deny_other_sockets(filter.get()) : 0});
        code = code == 0 ? ::seccomp_load(filter.get()) : code;
    }
    if (code == 0)
        return {};
    return base::fail(base::ErrorKind::refused,
                      "The system call filter cannot be loaded: " + errno_text(-code) + ".");
}

}  // namespace mendel::sys
