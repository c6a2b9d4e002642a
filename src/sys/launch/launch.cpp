#include <array>
#include <cerrno>

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/close_range.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sys/file_error.hpp"
#include "sys/launch/channel.hpp"
#include "sys/launch/doors.hpp"
#include "sys/launch/execute.hpp"
#include "sys/launch/mounts.hpp"
#include "sys/launch/plan.hpp"
#include "sys/launch/probe.hpp"
#include "sys/launch/report.hpp"
#include "sys/launch/supervisor.hpp"
#include "sys/launch/walls.hpp"

namespace mendel::sys {
namespace {

/// Seen by nobody but the trampoline's parent, who reads the reports instead.
constexpr int k_failed = 126;

[[noreturn]] void give_up(const base::Error& error) {
    send_failure(k_report_descriptor, error);
    ::_exit(k_failed);
}

[[noreturn]] void give_up(std::string_view act) {
    give_up({base::ErrorKind::transient,
             fmt::format("Cannot {} a process: {}.", act, errno_text(errno))});
}

/// Descriptors of mendel that another library forgot to mark are closed; ours end with exec.
void keep_own_descriptors() {
    ::syscall(SYS_close_range, k_door_descriptor + 1, ~0U, 0);
    ::syscall(SYS_close_range, k_plan_descriptor, k_door_descriptor, CLOSE_RANGE_CLOEXEC);
}

base::Result<LaunchPlan> read_plan(int descriptor) {
    std::string bytes;
    std::array<char, 65536> buffer{};
    ssize_t count = 0;
    while ((count = ::read(descriptor, buffer.data(), buffer.size())) > 0)
        bytes.append(buffer.data(), static_cast<std::size_t>(count));
    ::close(descriptor);
    return decode(bytes);
}

void close_streams() {
    for (const int stream : {0, 1, 2})
        ::close(stream);
}

[[noreturn]] void become_program(const LaunchPlan& plan) {
    ::setsid();
    end_supervision();
    if (auto walls = build_walls(plan); !walls)
        give_up(walls.error());
    if (!plan.folder.empty() && ::chdir(plan.folder.c_str()) != 0)
        give_up({base::ErrorKind::user,
                 fmt::format("Cannot enter the folder: {}.", errno_text(errno)), plan.folder});
    const std::string reason = execute(plan.argv, plan.environment);
    send_report(k_report_descriptor, {ReportKind::missing, errno, reason});
    ::_exit(127);
}

/// Forks the program and stays behind as what reaps its orphans.
[[noreturn]] void run_program(const LaunchPlan& plan) {
    const pid_t child = ::fork();
    if (child < 0)
        give_up("start");
    if (child == 0)
        become_program(plan);
    close_streams();
    const int status = supervise(child);
    send_report(k_report_descriptor, {ReportKind::exited, status, {}});
    ::_exit(0);
}

/// The first process of the new pid namespace.
[[noreturn]] void be_init(const LaunchPlan& plan) {
    ::setsid();
    ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    if (network_namespace(plan) == Network::doors)
        if (auto opened = open_doors(plan.sandbox->doors); !opened)
            give_up(opened.error());
    ::close(k_door_descriptor);
    if (auto mounted = mount_view(plan); !mounted)
        give_up(mounted.error());
    run_program(plan);
}

[[noreturn]] void run_in_namespaces(const LaunchPlan& plan) {
    if (auto entered = enter_namespaces(network_namespace(plan)); !entered)
        give_up(entered.error());
    const pid_t init = ::fork();
    if (init < 0)
        give_up("start");
    if (init == 0)
        be_init(plan);
    close_streams();
    ::close(k_report_descriptor);
    ::close(k_door_descriptor);
    supervise(init);
    ::_exit(0);
}

/// From here on mendel's death ends everything below.
void tie_to_parent(const LaunchPlan& plan) {
    prepare_supervision();
    ::setsid();
    ::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    ::prctl(PR_SET_PDEATHSIG, kill_signal(), 0, 0, 0);
    if (::getppid() != plan.parent)
        ::_exit(k_failed);
}

}  // namespace

int launch(int plan_descriptor) {
    keep_own_descriptors();
    const auto plan = read_plan(plan_descriptor);
    if (!plan) {
        send_failure(k_report_descriptor, plan.error());
        return k_failed;
    }
    tie_to_parent(*plan);
    if (plan->task == LaunchTask::probe)
        probe_host(*plan);
    if (plan->sandbox && plan->sandbox->level == SandboxLevel::namespaces)
        run_in_namespaces(*plan);
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    run_program(*plan);
}

}  // namespace mendel::sys
