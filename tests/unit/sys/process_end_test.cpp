// How processes and everything they started come to an end.
#include <future>

#include <fmt/format.h>

#include "run_support.hpp"
#include "sys/lock.hpp"

using namespace mendel;
using namespace mendel::sys;
using namespace std::chrono_literals;

namespace {

/// A script that leaves a daemon behind: its own session, twice forked, deaf to polite signals.
/// It holds a lock on `folder`/lock and our streams as long as it lives, and says that it is up.
std::string daemon_script(const std::string& folder) {
    return fmt::format(
        "setsid sh -c \"trap '' TERM HUP INT; flock {0}/lock sh -c 'echo up > {0}/up; sleep 600' "
        "& wait\" & while [ ! -e {0}/up ]; do :; done; ",
        folder);
}

/// Whether no process holds the lock that the daemon took.
bool daemon_is_dead(const std::string& folder) {
    CHECK(exists(folder + "/up"));
    return lock_file(folder + "/lock", LockWait::no).has_value();
}

std::vector<std::optional<SandboxLevel>> levels_here() {
    std::vector<std::optional<SandboxLevel>> levels = {std::nullopt};
    for (const SandboxLevel level :
         {SandboxLevel::namespaces, SandboxLevel::user, SandboxLevel::landlock}) {
        Sandbox sandbox{.level = level};
        sandbox.uid = level == SandboxLevel::user ? 60'123 : 0;
        if (check_offered(sandbox, sandbox_host()))
            levels.emplace_back(level);
    }
    return levels;
}

ProcessSpec walled(ProcessSpec spec, std::optional<SandboxLevel> level, const std::string& tree) {
    if (!level)
        return spec;
    spec.sandbox = Sandbox{.level = *level};
    spec.sandbox->writable = {tree};
    if (*level == SandboxLevel::user) {
        spec.sandbox->uid = 60'123;
        REQUIRE(run(shell(fmt::format("chown 60123 {0}; chmod 755 {0}", tree))).exit_code == 0);
    }
    return spec;
}

}  // namespace

TEST_CASE("the deadline ends a process and says so") {
    ProcessSpec spec = shell("echo before; exec sleep 600");
    spec.deadline = 300ms;
    const auto result = run(spec);
    CHECK(result.timed_out);
    CHECK(result.signal == 15);
    CHECK(result.output == "before\n");
    CHECK(result.duration >= 300ms);
    CHECK(result.duration < 60s);
}

TEST_CASE("a process that is busy in silence ends early, one that waits or prints does not") {
    ProcessSpec busy = shell("while :; do :; done");
    busy.deadline = 300s;
    busy.silence = 300ms;
    const auto ended = run(busy);
    CHECK(ended.timed_out);
    CHECK(ended.duration < 300s);
    // Long enough that what the start of a process costs is little of it.
    ProcessSpec waiting = shell("exec sleep 3");
    waiting.silence = 2s;
    CHECK(run(waiting).exit_code == 0);
    ProcessSpec printing = shell("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); echo; done");
    printing.silence = 200ms;
    CHECK(run(printing).exit_code == 0);
}

TEST_CASE("a process may clean up when its deadline has come") {
    ProcessSpec spec = shell("trap 'echo cleaned; exit 9' TERM; sleep 600 & wait");
    spec.deadline = 700ms;
    const auto result = run(spec);
    CHECK(result.timed_out);
    CHECK(result.exit_code == 9);
    CHECK(result.output == "cleaned\n");
}

TEST_CASE("the deadline kills daemons too, behind every wall") {
    const auto levels = levels_here();
    std::vector<TemporaryFolder> folders;
    std::vector<std::future<base::Result<ProcessResult>>> running;
    for (const auto& level : levels) {
        folders.push_back(scratch_folder());
        const std::string& folder = folders.back().path();
        ProcessSpec spec = shell("trap '' TERM; " + daemon_script(folder) + "echo up; sleep 600");
        spec.deadline = 3s;
        spec = walled(spec, level, folder);
        running.push_back(std::async(std::launch::async, [spec] { return run_process(spec); }));
    }
    for (std::size_t i = 0; i < levels.size(); ++i) {
        INFO((levels[i] ? name_of(*levels[i]) : "none"));
        const auto result = running[i].get();
        REQUIRE(result);
        CHECK(result->timed_out);
        CHECK(result->exit_code == 137);
        CHECK(result->output == "up\n");
        CHECK(daemon_is_dead(folders[i].path()));
    }
}

TEST_CASE("daemons that outlive the process they came from are killed, behind every wall") {
    for (const auto& level : levels_here()) {
        const auto folder = scratch_folder();
        INFO((level ? name_of(*level) : "none"));
        ProcessSpec spec = shell(daemon_script(folder.path()) + "exit 7");
        const auto result = run(walled(spec, level, folder.path()));
        CHECK(result.exit_code == 7);
        CHECK_FALSE(result.timed_out);
        CHECK(daemon_is_dead(folder.path()));
    }
}

TEST_CASE("a writer that the process leaves behind may finish its output") {
    const auto result = run(shell("(sleep 0.02; echo late) & echo early"));
    CHECK(result.output == "early\nlate\n");
}

TEST_CASE("a stop request ends a running process and its daemons") {
    const auto folder = scratch_folder();
    std::stop_source source;
    auto running = std::async(std::launch::async, [&] {
        return run_process(shell(daemon_script(folder.path()) + "echo up; exec sleep 600"),
                           source.get_token());
    });
    while (!exists(folder.path() + "/up"))
        std::this_thread::yield();
    source.request_stop();
    const auto result = running.get();
    REQUIRE(result);
    CHECK(result->stopped);
    CHECK_FALSE(result->timed_out);
    CHECK(daemon_is_dead(folder.path()));
}

TEST_CASE("after a stop request nothing is started") {
    const auto folder = scratch_folder();
    std::stop_source source;
    source.request_stop();
    const auto result = run(shell("touch started", folder.path()), source.get_token());
    CHECK(result.stopped);
    CHECK_FALSE(exists(folder.path() + "/started"));
}

TEST_CASE("a group that holds more memory than its cap is killed, one that does not is not") {
    ProcessSpec spec = shell("(head -c 120000000 /dev/zero | tail) & wait");
    spec.merge_streams = false;
    spec.memory_cap = 60'000'000;
    const auto killed = run(spec);
    CHECK(killed.out_of_memory);
    CHECK(killed.exit_code != 0);
    spec.memory_cap = 2'000'000'000;
    const auto spared = run(spec);
    CHECK_FALSE(spared.out_of_memory);
    CHECK(spared.exit_code == 0);
}

TEST_CASE("a process that kills its keeper gains nothing") {
    const auto folder = scratch_folder();
    ProcessSpec spec = shell(daemon_script(folder.path()) + "kill -KILL $PPID; sleep 600");
    const auto result = run_process(spec);
    CHECK_FALSE(result);
    CHECK(daemon_is_dead(folder.path()));
}
