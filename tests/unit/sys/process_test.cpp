#include "sys/process.hpp"

#include <future>

#include <fmt/format.h>
#include <unistd.h>

#include "run_support.hpp"

using namespace mendel;
using namespace mendel::sys;

TEST_CASE("a process ends with its exit code") {
    for (const int code : {0, 1, 42, 126, 127, 255}) {
        const auto result = run(shell("exit " + std::to_string(code)));
        CHECK(result.exit_code == code);
        CHECK(result.signal == 0);
        CHECK_FALSE(result.missing);
    }
}

TEST_CASE("the peak of the largest process is told, also of one that a child started") {
    constexpr std::size_t size = 450'000'000;  // more than a trampoline with sanitizers takes
    const auto script = fmt::format("(head -c {0} /dev/zero | tail -c {0} >/dev/null)", size);
    const auto large = run(shell(script)).peak_memory;
    CHECK(large > size);
    CHECK(large < size * 3 / 2);
    CHECK(run(shell("true")).peak_memory < size);
}

TEST_CASE("a signal that ends it is told apart from an exit code") {
    const auto killed = run(shell("kill -KILL $$"));
    CHECK(killed.signal == 9);
    CHECK(killed.exit_code == 137);
    CHECK_FALSE(killed.timed_out);
    CHECK(run(shell("exit 137")).signal == 0);
}

TEST_CASE("a program that is not there or not executable is missing") {
    const auto root = scratch_folder();
    REQUIRE(write_file(root.path() + "/text", "#!/bin/sh\n", 0644));
    for (const std::string& program :
         {std::string("mendel-no-such-program"), root.path() + "/none", root.path() + "/text"}) {
        ProcessSpec spec = shell("");
        spec.argv = {program};
        const auto result = run(spec);
        INFO(program);
        CHECK(result.missing);
        CHECK(result.exit_code == 127);
    }
}

TEST_CASE("a program is looked up in the PATH it is given") {
    const auto root = scratch_folder();
    REQUIRE(write_file(root.path() + "/bin/hello", "#!/bin/sh\necho hello $1\n", 0755));
    REQUIRE(write_file(root.path() + "/bin/bare", "echo no first line $1\n", 0755));
    ProcessSpec spec{.argv = {"hello", "you"}, .directory = root.path()};
    CHECK(run(spec).missing);
    spec.environment["PATH"] = "/nowhere:" + root.path() + "/bin:/usr/bin:/bin";
    CHECK(run(spec).output == "hello you\n");
    spec.argv = {"bare", "you"};
    CHECK(run(spec).output == "no first line you\n");
}

TEST_CASE("a process sees exactly the environment, folder and arguments it is given") {
    const auto root = scratch_folder();
    ProcessSpec spec{.argv = {"/usr/bin/env"}, .directory = root.path()};
    spec.environment = {{"A", "1"}, {"B", "two words\nand a line"}};
    CHECK(run(spec).output == "A=1\nB=two words\nand a line\n");
    CHECK(run(shell("pwd -P", root.path())).output == *canonical_path(root.path()) + "\n");
    spec.argv = {"/usr/bin/printf", "<%s>", "", "a b", "\xff", "$HOME"};
    CHECK(run(spec).output == "<><a b><\xff><$HOME>");
}

TEST_CASE("a process has no descriptor but the three, its own group and default signals") {
    const auto result =
        run(shell("ls /proc/self/fd | wc -l; echo $$; ps -o pgid= -p $$; "
                  "grep -E 'Sig(Blk|Ign)' /proc/self/status"));
    // ls itself has the folder open.
    CHECK(result.output.rfind("4\n", 0) == 0);
    CHECK(result.output.find("SigBlk:\t0000000000000000") != std::string::npos);
    CHECK(result.output.find("SigIgn:\t0000000000000000") != std::string::npos);
}

TEST_CASE("standard input of any size arrives, also where nobody reads it") {
    const std::string big(3'000'000, 'x');
    ProcessSpec spec = shell("wc -c");
    spec.standard_input = big;
    CHECK(run(spec).output == "3000000\n");
    spec = shell("exit 5");
    spec.standard_input = big;
    CHECK(run(spec).exit_code == 5);
    spec = shell("cat");
    spec.standard_input = big;
    CHECK(run(spec).output == big);
    CHECK(run(shell("cat")).output.empty());
}

TEST_CASE("streams are merged in order or kept apart") {
    ProcessSpec spec = shell("echo one; echo two >&2; echo three");
    CHECK(run(spec).output == "one\ntwo\nthree\n");
    spec.merge_streams = false;
    const auto result = run(spec);
    CHECK(result.output == "one\nthree\n");
    CHECK(result.error_output == "two\n");
}

TEST_CASE("output beyond the cap keeps head and tail and says how much is missing") {
    ProcessSpec spec = shell("seq 1 200000");
    spec.output_cap = 1000;
    const auto result = run(spec);
    CHECK(result.truncated);
    CHECK(result.output.size() < 1100);
    CHECK(result.output.rfind("1\n2\n3\n", 0) == 0);
    CHECK(result.output.find("\n199999\n200000\n") != std::string::npos);
    CHECK(result.output.find(" bytes of output are missing here]\n") != std::string::npos);
    spec.output_cap = 10'000'000;
    CHECK_FALSE(run(spec).truncated);
}

TEST_CASE("what cannot be started for the caller's reasons is an error of kind user") {
    ProcessSpec spec = shell("true", "/no/such/folder");
    auto result = run_process(spec);
    REQUIRE_FALSE(result);
    CHECK(result.error().kind == base::ErrorKind::user);
    CHECK(result.error().message.find("/no/such/folder") != std::string::npos);
    spec.argv = {};
    CHECK(run_process(spec).error().kind == base::ErrorKind::user);
    spec.argv = {"a", std::string("x\0y", 3)};
    CHECK(run_process(spec).error().kind == base::ErrorKind::user);
}

TEST_CASE("a launcher that cannot be started is an error, not a result") {
    set_launcher("/no/such/launcher");
    const auto missing = run_process(shell("true"));
    set_launcher("/bin/false");
    const auto wrong = run_process(shell("true"));
    set_launcher("");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().kind == base::ErrorKind::transient);
    CHECK_FALSE(wrong);
    CHECK(run(shell("true")).exit_code == 0);
}

TEST_CASE("processes run side by side without mixing their output") {
    std::vector<std::future<ProcessResult>> running;
    for (int i = 0; i < 8; ++i)
        running.push_back(std::async(std::launch::async, [i] {
            return *run_process(shell("seq 1 2000 | tail -1; exit " + std::to_string(i)));
        }));
    for (int i = 0; i < 8; ++i) {
        const auto result = running[static_cast<std::size_t>(i)].get();
        CHECK(result.exit_code == i);
        CHECK(result.output == "2000\n");
    }
}
