#include "sys/launch/supervisor.hpp"

#include <array>
#include <cerrno>
#include <ctime>

#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sys/launch/channel.hpp"
#include "sys/launch/process_tree.hpp"

namespace mendel::sys {
namespace {

/// `exec > >(tee log)` leaves a writer behind that needs a moment to empty its pipe.
constexpr long k_grace_nanoseconds = 150'000'000;

sigset_t supervised() {
    sigset_t set;
    sigemptyset(&set);
    for (const int number : {SIGCHLD, terminate_signal(), kill_signal()})
        sigaddset(&set, number);
    return set;
}

/// @return whether children are left
bool reap(pid_t child, bool& ended, int& status) {
    while (true) {
        int now = 0;
        const pid_t reaped = ::waitpid(-1, &now, WNOHANG);
        if (reaped == 0)
            return true;
        if (reaped < 0 && errno == ECHILD)
            return false;
        if (reaped == child) {
            ended = true;
            status = now;
        }
    }
}

/// Orphans of killed processes become our children, so this ends when nothing is left.
void kill_descendants(pid_t child, bool& ended, int& status) {
    const timespec pause{0, 1'000'000};
    while (reap(child, ended, status)) {
        for (const pid_t each : descendants_of(::getpid()))
            ::kill(each, SIGKILL);
        const sigset_t set = supervised();
        ::sigtimedwait(&set, nullptr, &pause);
    }
}

}  // namespace

int terminate_signal() {
    return SIGTERM;
}
int kill_signal() {
    return SIGUSR2;
}

void prepare_supervision() {
    const sigset_t set = supervised();
    ::sigprocmask(SIG_BLOCK, &set, nullptr);
}

void end_supervision() {
    // posix_spawn leaves the C library's own two signals ignored; other runtimes use them.
    const std::array<unsigned long, 8> by_default{};
    for (const int number : {32, 33})
        ::syscall(SYS_rt_sigaction, number, by_default.data(), nullptr, 8);
    const sigset_t set = supervised();
    ::sigprocmask(SIG_UNBLOCK, &set, nullptr);
}

int supervise(pid_t child) {
    const sigset_t set = supervised();
    bool ended = false;
    int status = 0;
    while (true) {
        const bool left = reap(child, ended, status);
        if (!left)
            return status;
        const timespec grace{0, k_grace_nanoseconds};
        const int number =
            ended ? ::sigtimedwait(&set, nullptr, &grace) : ::sigwaitinfo(&set, nullptr);
        const bool patience_over = ended && number < 0 && errno == EAGAIN;
        if (number == terminate_signal() && !ended)
            ::kill(-child, SIGTERM);
        if (number == kill_signal() || patience_over || (ended && number == terminate_signal()))
            kill_descendants(child, ended, status);
    }
}

}  // namespace mendel::sys
