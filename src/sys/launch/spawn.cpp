#include "sys/launch/spawn.hpp"

#include <array>
#include <cerrno>
#include <mutex>
#include <set>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sys/environment.hpp"
#include "sys/file_error.hpp"
#include "sys/launch/channel.hpp"
#include "sys/launch/process_tree.hpp"
#include "sys/process.hpp"

namespace mendel::sys {
namespace {

/// Ours are kept above the numbers that the trampoline gets, so that dup2 never meets itself.
constexpr int k_first_own_descriptor = 10;

std::mutex g_mutex;

std::string& launcher() {
    static std::string program;
    return program;
}

std::set<pid_t>& running() {
    static std::set<pid_t> processes;
    return processes;
}

base::Result<Descriptor> lifted(int descriptor) {
    const Descriptor low(descriptor);
    Descriptor high(descriptor < 0 ? -1
                                   : ::fcntl(descriptor, F_DUPFD_CLOEXEC, k_first_own_descriptor));
    if (!high)
        return base::fail(
            base::ErrorKind::transient,
            fmt::format("Cannot start a process: {}. Close other programs.", errno_text(errno)));
    return high;
}

struct Pipe {
    Descriptor reading;
    Descriptor writing;
};

base::Result<Pipe> make_pipe() {
    std::array<int, 2> ends{-1, -1};
    (void)::pipe2(ends.data(), O_CLOEXEC);
    auto reading = lifted(ends[0]);
    auto writing = lifted(ends[1]);
    if (!reading || !writing)
        return base::fail(!reading ? reading.error() : writing.error());
    ::fcntl(reading->get(), F_SETFL, O_NONBLOCK);
    return Pipe{std::move(*reading), std::move(*writing)};
}

/// A pair of sockets, ours not blocking.
base::Result<Pipe> make_socket_pair() {
    std::array<int, 2> ends{-1, -1};
    (void)::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data());
    auto reading = lifted(ends[0]);
    auto writing = lifted(ends[1]);
    if (!reading || !writing)
        return base::fail(!reading ? reading.error() : writing.error());
    return Pipe{std::move(*reading), std::move(*writing)};
}

/// A file without a name: it takes any amount without a reader, so nobody can block on it.
base::Result<Descriptor> memory_file(const char* name, std::string_view bytes) {
    auto file = lifted(::memfd_create(name, MFD_CLOEXEC));
    while (file && !bytes.empty()) {
        const ssize_t count = ::write(file->get(), bytes.data(), bytes.size());
        if (count < 0 && errno != EINTR)
            return base::fail(base::ErrorKind::transient,
                              "Cannot hold the input of a process: " + errno_text(errno) + ".");
        bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
    if (file)
        ::lseek(file->get(), 0, SEEK_SET);
    return file;
}

/// What the trampoline gets as descriptors 0 to 5, in this order.
using Numbers = std::array<int, 6>;

class SpawnSettings {
  public:
    explicit SpawnSettings(const Numbers& numbers) {
        posix_spawn_file_actions_init(&m_actions);
        posix_spawnattr_init(&m_attributes);
        for (std::size_t i = 0; i < numbers.size(); ++i)
            posix_spawn_file_actions_adddup2(&m_actions, numbers[i], static_cast<int>(i));
        sigset_t set;
        sigemptyset(&set);
        posix_spawnattr_setsigmask(&m_attributes, &set);
        sigfillset(&set);
        posix_spawnattr_setsigdefault(&m_attributes, &set);
        posix_spawnattr_setflags(&m_attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    ~SpawnSettings() {
        posix_spawn_file_actions_destroy(&m_actions);
        posix_spawnattr_destroy(&m_attributes);
    }
    SpawnSettings(const SpawnSettings&) = delete;
    SpawnSettings& operator=(const SpawnSettings&) = delete;
    const posix_spawn_file_actions_t* actions() const { return &m_actions; }
    const posix_spawnattr_t* attributes() const { return &m_attributes; }

  private:
    posix_spawn_file_actions_t m_actions{};
    posix_spawnattr_t m_attributes{};
};

/// The trampoline itself gets no variable at all; the program's come with the plan.
base::Result<pid_t> spawn(const Numbers& numbers) {
    const std::lock_guard guard(g_mutex);
    std::string program = launcher().empty() ? own_program() : launcher();
    std::string verb = "__launch";
    std::string number = std::to_string(k_plan_descriptor);
    std::array<char*, 4> argv = {program.data(), verb.data(), number.data(), nullptr};
    std::array<char*, 1> environment = {nullptr};
    const SpawnSettings settings(numbers);
    ::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    pid_t process = 0;
    const int code = ::posix_spawn(&process, program.c_str(), settings.actions(),
                                   settings.attributes(), argv.data(), environment.data());
    if (code != 0)
        return base::fail(base::ErrorKind::transient,
                          fmt::format("Cannot start a process: {}.", errno_text(code)), program);
    running().insert(process);
    return process;
}

/// Children of ours that are no trampolines were orphaned by one that was killed.
void kill_orphans() {
    for (bool found = true; found;) {
        found = false;
        const std::lock_guard guard(g_mutex);
        for (const pid_t each : children_of(::getpid())) {
            if (running().count(each) != 0)
                continue;
            ::kill(each, SIGKILL);
            found = ::waitpid(each, nullptr, 0) == each || found;
        }
    }
}

}  // namespace

void set_launcher(const std::string& program) {
    const std::lock_guard guard(g_mutex);
    launcher() = program;
}

base::Result<Trampoline> start_trampoline(const TrampolineInput& input) {
    auto plan = memory_file("plan", input.plan);
    auto standard_input = input.standard_input.empty()
                              ? lifted(::open("/dev/null", O_RDONLY | O_CLOEXEC))
                              : memory_file("input", input.standard_input);
    auto output = make_pipe();
    auto error_output = input.merge_streams ? base::Result<Pipe>(Pipe{}) : make_pipe();
    auto reports = make_pipe();
    auto doors = make_socket_pair();
    for (const base::Error* error :
         {plan ? nullptr : &plan.error(), standard_input ? nullptr : &standard_input.error(),
          output ? nullptr : &output.error(), error_output ? nullptr : &error_output.error(),
          reports ? nullptr : &reports.error(), doors ? nullptr : &doors.error()})
        if (error)
            return base::fail(*error);
    const int second = input.merge_streams ? output->writing.get() : error_output->writing.get();
    const auto process = spawn({standard_input->get(), output->writing.get(), second, plan->get(),
                                reports->writing.get(), doors->writing.get()});
    if (!process)
        return base::fail(process.error());
    return Trampoline{*process,
                      Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, *process, 0))),
                      std::move(output->reading),
                      std::move(error_output->reading),
                      std::move(reports->reading),
                      std::move(doors->reading)};
}

TrampolineEnd finish_trampoline(pid_t process) {
    int status = 0;
    rusage usage = {};
    while (::wait4(process, &status, 0, &usage) < 0 && errno == EINTR) {
    }
    {
        const std::lock_guard guard(g_mutex);
        running().erase(process);
    }
    if (WIFSIGNALED(status))
        kill_orphans();
    constexpr std::size_t kibibyte = 1024;
    return {status, static_cast<std::size_t>(usage.ru_maxrss) * kibibyte};
}

}  // namespace mendel::sys
