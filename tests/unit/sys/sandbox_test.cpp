// Each wall with its positive control: the same act succeeds without it.
#include "sys/sandbox.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "run_support.hpp"

using namespace mendel;
using namespace mendel::sys;

namespace {

constexpr unsigned k_slot = 60'124;

/// Levels in which the act must fail.
enum class Where { every_level, namespaces_and_user };

struct Act {
    const char* what;
    const char* script;  ///< exit 0: the act succeeded. {0}: a folder outside, {1}: our process
    Where where = Where::every_level;
};

const Act k_acts[] = {
    {"making a file outside the writable trees", "echo x > {0}/new"},
    {"overwriting a file outside", "echo x > {0}/file"},
    {"emptying a file outside", "truncate -s 0 {0}/file"},
    {"removing a file outside", "rm -f {0}/file"},
    {"moving a file from outside into the tree", "mv {0}/file here"},
    {"linking a file of the outside into the tree and writing it",
     "ln -f {0}/file here 2>/dev/null && echo x > here"},
    {"making a folder outside", "mkdir {0}/folder"},
    {"making a link outside", "ln -s x {0}/link"},
    {"writing outside through a link in the tree", "ln -s {0}/file way; echo x > way"},
    {"changing the mode of a file outside", "chmod 0604 {0}/file", Where::namespaces_and_user},
    {"changing the time of a file outside", "touch -c -d 2001-01-01 {0}/file",
     Where::namespaces_and_user},
    {"signalling a process outside", "kill -0 {1}"},
    {"reading the environment of a process outside", "cat /proc/{1}/environ > environ"},
    {"looking into the memory map of a process outside", "cat /proc/{1}/maps > maps"},
    {"tracing a process outside",
     "python3 -c 'import ctypes, sys; "
     "sys.exit(0 if ctypes.CDLL(None).ptrace(0x4206, {1}, None, None) == 0 else 1)'"},
    {"mounting in a user namespace of one's own",
     "unshare --user --map-root-user --mount mount -t tmpfs none /mnt"},
    {"making a user namespace", "unshare --user true"},
    {"reading kernel keys",
     "python3 -c 'import ctypes, platform, sys; "
     "n = 250 if platform.machine() == \"x86_64\" else 219; "
     "sys.exit(0 if ctypes.CDLL(None).syscall(n, 0, -3, 1) != -1 else 1)'"},
};

/// A tree to work in, and a folder outside of it with a file.
struct Ground {
    TemporaryFolder tree = scratch_folder();
    TemporaryFolder outside = scratch_folder();

    Ground() {
        REQUIRE(write_file(outside.path() + "/file", "as it was"));
        REQUIRE(run(shell(fmt::format("chmod 755 {} {}", tree.path(), outside.path()))).exit_code ==
                0);
    }
};

Sandbox sandbox_of(SandboxLevel level, const std::string& tree) {
    Sandbox sandbox{.level = level};
    sandbox.writable = {tree};
    sandbox.private_tmp = false;
    sandbox.uid = level == SandboxLevel::user ? k_slot : 0;
    return sandbox;
}

ProcessSpec act_on(const Act& act, const Ground& ground) {
    return shell(fmt::format(fmt::runtime(act.script), ground.outside.path(), ::getpid()),
                 ground.tree.path());
}

bool offered(SandboxLevel level) {
    return check_offered(sandbox_of(level, "/"), sandbox_host()).has_value();
}

void hand_over(const Ground& ground) {
    if (::geteuid() == 0)
        REQUIRE(::chown(ground.tree.path().c_str(), k_slot, k_slot) == 0);
}

void check_walled(const Act& act, SandboxLevel level) {
    const Ground ground;
    hand_over(ground);
    ProcessSpec spec = act_on(act, ground);
    spec.sandbox = sandbox_of(level, ground.tree.path());
    const auto result = run(spec);
    INFO(act.what << " at level " << name_of(level) << ": " << result.output);
    CHECK(result.exit_code != 0);
    CHECK(read_file(ground.outside.path() + "/file") == std::string("as it was"));
    CHECK(list_folder(ground.outside.path()) == std::vector<std::string>{"file"});
}

}  // namespace

TEST_CASE("every act that the walls forbid succeeds without them") {
    for (const Act& act : k_acts) {
        const Ground ground;
        const auto result = run(act_on(act, ground));
        INFO(act.what << ": " << result.output);
        CHECK(result.exit_code == 0);
    }
}

TEST_CASE("namespaces forbid every act, or are refused where they cannot be made") {
    if (!offered(SandboxLevel::namespaces)) {
        ProcessSpec spec = shell("true");
        spec.sandbox = sandbox_of(SandboxLevel::namespaces, "/tmp");
        CHECK(run_process(spec).error().kind == base::ErrorKind::refused);
        return;
    }
    for (const Act& act : k_acts)
        check_walled(act, SandboxLevel::namespaces);
}

TEST_CASE("the level user forbids every act, or is refused where we are not root") {
    if (!offered(SandboxLevel::user)) {
        ProcessSpec spec = shell("true");
        spec.sandbox = sandbox_of(SandboxLevel::user, "/tmp");
        CHECK(run_process(spec).error().kind == base::ErrorKind::refused);
        return;
    }
    for (const Act& act : k_acts)
        check_walled(act, SandboxLevel::user);
}

TEST_CASE("the level landlock forbids every act but those on modes and times") {
    REQUIRE(offered(SandboxLevel::landlock) == (sandbox_host().landlock_abi > 0));
    for (const Act& act : k_acts)
        if (act.where == Where::every_level && sandbox_host().landlock_abi >= 6)
            check_walled(act, SandboxLevel::landlock);
}

TEST_CASE("behind every wall the tree can be worked in as before") {
    const char* work =
        "mkdir -p a/b && echo x > a/b/f && chmod 700 a/b/f && mv a/b/f a/g && ln -s g a/l && "
        "cat a/l && truncate -s 0 a/g && rm -r a && echo out > /dev/null && : < /etc/passwd && "
        "mkfifo p && python3 -c 'import multiprocessing as m, socket, threading; "
        "s = socket.socket(); s.bind((\"127.0.0.1\", 0)); s.listen(); c = socket.socket(); "
        "c.connect(s.getsockname()); t = threading.Thread(target=print); t.start(); t.join(); "
        "m.Semaphore(1); m.Pool(2).map(abs, [1, 2])' && echo err > /dev/stderr";
    for (const SandboxLevel level :
         {SandboxLevel::namespaces, SandboxLevel::user, SandboxLevel::landlock}) {
        if (!offered(level))
            continue;
        const Ground ground;
        hand_over(ground);
        ProcessSpec spec = shell(work, ground.tree.path());
        spec.sandbox = sandbox_of(level, ground.tree.path());
        const auto result = run(spec);
        INFO(name_of(level) << ": " << result.output);
        CHECK(result.exit_code == 0);
        CHECK(result.output == "x\n\nerr\n");
    }
}

TEST_CASE("the level user has the slot's uid and gid and no group") {
    if (!offered(SandboxLevel::user)) {
        CHECK(::geteuid() != 0);
        return;
    }
    CHECK(run(shell("id -u")).output == "0\n");
    ProcessSpec spec = shell(
        "id -u; id -g; id -G; grep -E '^(CapEff|CapPrm|NoNewPrivs)' "
        "/proc/self/status");
    spec.sandbox = sandbox_of(SandboxLevel::user, "/tmp");
    CHECK(run(spec).output == fmt::format("{0}\n{0}\n{0}\nCapPrm:\t0000000000000000\nCapEff:\t"
                                          "0000000000000000\nNoNewPrivs:\t1\n",
                                          k_slot));
}

TEST_CASE("root keeps only the capabilities that undo no wall") {
    if (::geteuid() != 0 || !offered(SandboxLevel::namespaces)) {
        CHECK(::geteuid() != 0);
        return;
    }
    ProcessSpec spec = shell("grep ^CapBnd /proc/self/status; grep ^CapEff /proc/self/status");
    CHECK(run(spec).output.find("CapEff:\t00000000000004fb") == std::string::npos);
    spec.sandbox = sandbox_of(SandboxLevel::namespaces, "/tmp");
    CHECK(run(spec).output == "CapBnd:\t00000000000004fb\nCapEff:\t00000000000004fb\n");
}

TEST_CASE("debuggers and leak checkers may trace what they started themselves") {
    const char* trace =
        "python3 -c 'import ctypes, os, signal, sys; c = ctypes.CDLL(None); p = os.fork()\n"
        "if p == 0: signal.pause()\n"
        "r = c.ptrace(0x4206, p, None, None); os.kill(p, 9); sys.exit(0 if r == 0 else 1)'";
    CHECK(run(shell(trace)).exit_code == 0);
    for (const SandboxLevel level :
         {SandboxLevel::namespaces, SandboxLevel::user, SandboxLevel::landlock}) {
        if (!offered(level) || sandbox_host().landlock_abi == 0)
            continue;
        ProcessSpec spec = shell(trace);
        spec.sandbox = sandbox_of(level, "/tmp");
        INFO(name_of(level));
        CHECK(run(spec).exit_code == 0);
    }
}

TEST_CASE("the best level is the first that the machine offers") {
    CHECK(best_sandbox_level({.root = true, .mount_namespaces = true, .landlock_abi = 3}) ==
          SandboxLevel::namespaces);
    CHECK(best_sandbox_level({.mount_namespaces = true}) == SandboxLevel::namespaces);
    CHECK(best_sandbox_level({.root = true, .landlock_abi = 1}) == SandboxLevel::user);
    CHECK(best_sandbox_level({.landlock_abi = 1}) == SandboxLevel::landlock);
    CHECK(best_sandbox_level({}).error().kind == base::ErrorKind::refused);
    CHECK(best_sandbox_level({.root = true}).error().kind == base::ErrorKind::refused);
}

TEST_CASE("secret places are those that exist below the home") {
    const auto home = scratch_folder();
    CHECK(secret_places(home.path()).empty());
    REQUIRE(write_file(home.path() + "/.ssh/id", "x"));
    REQUIRE(write_file(home.path() + "/.netrc", "x"));
    REQUIRE(write_file(home.path() + "/.bashrc", "x"));
    CHECK(secret_places(home.path()) ==
          std::vector<std::string>{home.path() + "/.ssh", home.path() + "/.netrc"});
}
