// What a process in a private mount and pid namespace sees of processes and temporary folders.
#include <fmt/format.h>
#include <unistd.h>

#include "run_support.hpp"

using namespace mendel;
using namespace mendel::sys;

namespace {

/// What variables name stays in view: a home or a tool below /tmp is not for this test to see.
ProcessSpec bare_shell(const std::string& script, const std::string& directory) {
    ProcessSpec spec = shell(script, directory);
    spec.environment = {{"PATH", "/usr/bin:/bin"}};
    return spec;
}

/// Runs the script behind the walls; nothing where the machine has no namespaces, in which case
/// the refusal is what is checked.
std::optional<ProcessResult> run_walled(const std::string& script, const Sandbox& sandbox,
                                        const std::string& directory = "/") {
    ProcessSpec spec = bare_shell(script, directory);
    spec.sandbox = sandbox;
    const auto result = run_process(spec);
    if (!sandbox_host().mount_namespaces) {
        CHECK(result.error().kind == base::ErrorKind::refused);
        return std::nullopt;
    }
    INFO((result ? std::string() : base::describe(result.error())));
    REQUIRE(result);
    return *result;
}

}  // namespace

TEST_CASE("only its own processes are there to be seen") {
    const std::string script = fmt::format("test -d /proc/{}", ::getpid());
    CHECK(run(shell(script)).exit_code == 0);
    const auto walled = run_walled("ls -d /proc/[0-9]* | wc -l; " + script, {});
    if (!walled)
        return;
    CHECK(walled->exit_code == 1);
    CHECK(std::stoi(walled->output) < 6);
}

TEST_CASE("the temporary folders are empty, writable and gone afterwards") {
    const auto outside = scratch_folder();
    REQUIRE(write_file(outside.path() + "/file", "x"));
    const std::string name = "mendel-private-" + std::to_string(::getpid());
    const std::string script = "test -e " + outside.path() + "/file";
    CHECK(run(shell(script)).exit_code == 0);
    const auto walled = run_walled(
        fmt::format("{} && exit 9; for f in /tmp /var/tmp /dev/shm; do ls -A $f; echo x > $f/{} || "
                    "exit 8; done; mktemp > /dev/null",
                    script, name),
        {});
    if (!walled)
        return;
    CHECK(walled->exit_code == 0);
    CHECK(walled->output.empty());
    for (const char* folder : {"/tmp/", "/var/tmp/", "/dev/shm/"})
        CHECK_FALSE(exists(folder + name));
}

TEST_CASE("a tree below the temporary folder stays in view, and can be written where allowed") {
    const auto root = scratch_folder();
    REQUIRE(write_file(root.path() + "/tree/open/a", "a"));
    REQUIRE(write_file(root.path() + "/tree/b", "b"));
    REQUIRE(write_file(root.path() + "/other", "c"));
    Sandbox sandbox;
    sandbox.writable = {root.path() + "/tree/open"};
    const auto walled = run_walled(
        fmt::format("cat b open/a; echo new > open/a; echo new > b; chmod 777 b; ls {0}; true",
                    root.path()),
        sandbox, root.path() + "/tree");
    if (!walled)
        return;
    CHECK(walled->output.rfind("ba", 0) == 0);
    CHECK(walled->output.find("Read-only file system") != std::string::npos);
    CHECK(walled->output.find("other") == std::string::npos);
    CHECK(read_file(root.path() + "/tree/open/a") == std::string("new\n"));
    CHECK(read_file(root.path() + "/tree/b") == std::string("b"));
}

TEST_CASE("a program below the temporary folder can be run, but not changed") {
    const auto root = scratch_folder();
    REQUIRE(write_file(root.path() + "/bin/tool", "#!/bin/sh\necho ran; echo x > $0\n", 0755));
    ProcessSpec spec{.argv = {"tool"}, .directory = "/"};
    spec.environment["PATH"] = root.path() + "/bin:/usr/bin:/bin";
    CHECK(run(spec).output == "ran\n");
    REQUIRE(write_file(root.path() + "/bin/tool", "#!/bin/sh\necho ran; echo x > $0\n"));
    spec.sandbox = Sandbox{};
    const auto walled = run_process(spec);
    if (!sandbox_host().mount_namespaces) {
        CHECK_FALSE(walled);
        return;
    }
    REQUIRE(walled);
    CHECK(walled->output.rfind("ran\n", 0) == 0);
    CHECK(read_file(root.path() + "/bin/tool") != std::string("x\n"));
}

TEST_CASE("a temporary folder that a variable names is there") {
    ProcessSpec spec = shell("echo x > $TMPDIR/file && echo made");
    spec.environment["TMPDIR"] = "/tmp/mendel-no-such/deeper";
    CHECK(run(spec).exit_code != 0);
    spec.sandbox = Sandbox{};
    const auto walled = run_process(spec);
    if (!sandbox_host().mount_namespaces) {
        CHECK_FALSE(walled);
        return;
    }
    REQUIRE(walled);
    CHECK(walled->output == "made\n");
    CHECK_FALSE(exists("/tmp/mendel-no-such"));
}

TEST_CASE("a second user behind namespaces needs root") {
    Sandbox sandbox;
    sandbox.uid = 60'125;
    ProcessSpec spec = shell("id -u; id -G");
    spec.sandbox = sandbox;
    const auto walled = run_process(spec);
    if (::geteuid() != 0 || !sandbox_host().mount_namespaces) {
        CHECK(walled.error().kind == base::ErrorKind::refused);
        return;
    }
    REQUIRE(walled);
    CHECK(walled->output == "60125\n60125\n");
}
