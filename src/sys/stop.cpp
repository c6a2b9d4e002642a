#include "sys/stop.hpp"

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <thread>

#include <pthread.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace mendel::sys {
namespace {

std::atomic<int> g_signal{0};
std::atomic<int> g_event{-1};
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void on_signal(int number) {
    int none = 0;
    // The second signal means that the person no longer wants to wait.
    if (!g_signal.compare_exchange_strong(none, number))
        ::_exit(128 + number);
    const int saved = errno;
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t count = ::write(g_event.load(), &one, sizeof one);
    errno = saved;
}

void forward(const std::stop_source& source) {
    std::uint64_t value = 0;
    while (::read(g_event.load(), &value, sizeof value) < 0 && errno == EINTR) {
    }
    std::stop_source(source).request_stop();
}

/// The forwarding thread takes no signal itself, so that other threads' calls are interrupted.
void start_forwarding(const std::stop_source& source) {
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    std::thread(forward, source).detach();
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

std::stop_token install() {
    const std::stop_source source;
    g_event = ::eventfd(0, EFD_CLOEXEC);
    start_forwarding(source);
    struct sigaction action {};
    action.sa_handler = on_signal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (const int number : {SIGINT, SIGTERM})
        ::sigaction(number, &action, nullptr);
    return source.get_token();
}

}  // namespace

std::stop_token stop_on_signals() {
    static const std::stop_token token = install();
    return token;
}

int signal_received() {
    return g_signal.load();
}

}  // namespace mendel::sys
