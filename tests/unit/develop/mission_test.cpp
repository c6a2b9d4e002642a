#include "develop/mission/mission.hpp"

#include <atomic>

#include "mission_fixture.hpp"
#include "sys/pool.hpp"

using namespace mendel;
using namespace mendel::develop;
using test::MissionBench;
using test::writes;

namespace {

const std::vector<std::string> k_right = {"grep -q right answer.txt"};

}  // namespace

TEST_CASE("competition: among wrong, idle, weakening and crashing makers the right one wins") {
    for (int seed = 0; seed < 3; ++seed) {
        MissionBench bench(
            {{"answer.txt", "none\n"}, {"test_a.py", "def test_a():\n    assert f() == 1\n"}});
        std::vector<std::pair<std::string, MissionBench::Act>> makers = {
            {"wrong", writes("answer.txt", "wrong\n")},
            {"idle", [](const MakeJob&) { return base::Result<Made>(Made{.is_finished = true}); }},
            {"weakens",
             [](const MakeJob& job) -> base::Result<Made> {
                 (void)sys::write_file(job.worktree + "/answer.txt", "right\n");
                 (void)sys::write_file(job.worktree + "/test_a.py", "def test_a():\n    pass\n");
                 return Made{.is_finished = true};
             }},
            {"crashes",
             [](const MakeJob&) -> base::Result<Made> {
                 return base::fail(base::ErrorKind::permanent, "It fell over.");
             }},
            {"right", writes("answer.txt", "right\n")}};
        std::rotate(makers.begin(), makers.begin() + seed, makers.end());
        for (auto& [name, act] : makers)
            bench.add_maker(name, act);
        bench.add_task("a");
        REQUIRE(bench.run({.pattern = Pattern::competition, .instances = 5, .checks = k_right}));
        REQUIRE(bench.state.tasks[0].stage == Stage::accepted);
        CHECK(bench.state.tasks[0].tried.front().result.maker == "right");
        CHECK(bench.built("answer.txt") == "right\n");
        CHECK(bench.state.is_integrated);
    }
}

TEST_CASE("competition: the first that is clearly right stops the others") {
    MissionBench bench(test::Files{{"answer.txt", "none\n"}});
    std::atomic<bool> was_stopped = false;
    bench.add_maker("quick", writes("answer.txt", "right\n"));
    bench.add_maker("slow", [&](const MakeJob& job) -> base::Result<Made> {
        for (int count = 0; count < 20'000 && !job.stop.stop_requested(); ++count)
            sys::pause_for(std::chrono::milliseconds(1));
        was_stopped = job.stop.stop_requested();
        return base::fail(base::ErrorKind::refused, "Stopped.");
    });
    bench.add_task("a");
    REQUIRE(bench.run({.pattern = Pattern::competition, .instances = 2, .checks = k_right}));
    CHECK(bench.state.tasks[0].stage == Stage::accepted);
    CHECK(was_stopped);
}

TEST_CASE("parallel: tasks run on what was accepted before, and their changes are merged") {
    MissionBench bench(test::Files{{"list.txt", "1\n2\n3\n4\n5\n6\n7\n8\n9\n"}});
    bench.add_maker("m", [](const MakeJob& job) -> base::Result<Made> {
        const auto path = job.worktree + "/list.txt";
        auto text = sys::read_file(path).value();
        if (job.task.id == "top")
            text = "0\n" + text;
        if (job.task.id == "bottom")
            text += "10\n";
        if (job.task.id == "last") {
            REQUIRE(text.front() == '0');
            text += "11\n";
        }
        (void)sys::write_file(path, text);
        return Made{.is_finished = true};
    });
    bench.add_task("top");
    bench.add_task("bottom");
    bench.add_task("last", {"top", "bottom"});
    REQUIRE(bench.run({.checks = {"true"}}));
    CHECK(bench.built("list.txt") == "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n");
    CHECK(bench.state.is_integrated);
}

TEST_CASE("a conflict is tried again on the merged base, with both sides kept") {
    MissionBench bench(test::Files{{"a.txt", "old\n"}});
    std::atomic<int> begun = 0;
    const auto act = [&](const MakeJob& job) -> base::Result<Made> {
        const auto path = job.worktree + "/a.txt";
        auto text = sys::read_file(path).value();
        ++begun;
        // Both begin at the old text: each waits for the other's first attempt.
        for (int count = 0; count < 60'000 && begun < 2; ++count)
            sys::pause_for(std::chrono::milliseconds(1));
        text = text == "old\n" ? job.task.id + "\n" : text + job.task.id + "\n";
        (void)sys::write_file(path, text);
        return Made{.is_finished = true};
    };
    bench.add_maker("one", act);
    bench.add_maker("two", act);
    bench.add_task("x");
    bench.add_task("y");
    REQUIRE(bench.run({.checks = {"true"}}));
    INFO(bench.told());
    CHECK(bench.state.count(Stage::accepted) == 2);
    const auto text = bench.built("a.txt");
    CHECK((text == "x\ny\n" || text == "y\nx\n"));
    bool is_kept = false;
    for (const auto& [name, sides] : bench.kept)
        is_kept =
            is_kept || (name.rfind("conflict-", 0) == 0 && sides.find("x") != std::string::npos &&
                        sides.find("y") != std::string::npos);
    CHECK(is_kept);
}

TEST_CASE("ab: the faster of two that are right wins where the measure says so") {
    MissionBench bench(test::Files{{"answer.txt", "none\n"}});
    bench.add_maker("slow", writes("answer.txt", "right 0.3\n"));
    bench.add_maker("fast", writes("answer.txt", "right 0.001\n"));
    bench.add_task("a");
    REQUIRE(bench.run({.pattern = Pattern::ab,
                       .checks = k_right,
                       .measure = "sleep $(cut -d' ' -f2 answer.txt)"}));
    CHECK(bench.state.tasks[0].tried.front().result.maker == "fast");
    CHECK(bench.state.tasks[0].note.find("faster") != std::string::npos);
}

TEST_CASE("roles: what a role does not own is refused, whatever the checks say") {
    MissionBench bench(test::Files{{"src/a.py", "x = 1\n"}});
    bench.add_maker("m", [](const MakeJob& job) -> base::Result<Made> {
        const auto path = job.attempt == 1 ? "/src/a.py" : "/docs/a.md";
        (void)sys::write_file(job.worktree + path, "written\n");
        return Made{.is_finished = true};
    });
    bench.add_task("write").task.plan.skills = {"documentation"};
    REQUIRE(bench.run({.pattern = Pattern::roles, .checks = {"true"}}));
    const auto& task = bench.state.tasks[0];
    CHECK(task.stage == Stage::accepted);
    CHECK(task.rounds == 2);
    CHECK(bench.built("docs/a.md") == "written\n");
    CHECK(bench.built("src/a.py").empty());
}

TEST_CASE("tree: the best tries are continued until one is right") {
    MissionBench bench(test::Files{{"answer.txt", "start\n"}});
    bench.add_maker("m", [](const MakeJob& job) -> base::Result<Made> {
        const auto path = job.worktree + "/answer.txt";
        const auto text = sys::read_file(path).value();
        (void)sys::write_file(path, text == "start\n" ? "half\n" : "right\n");
        return Made{.is_finished = true};
    });
    bench.add_task("a");
    REQUIRE(bench.run({.pattern = Pattern::tree, .instances = 2, .checks = k_right}));
    CHECK(bench.state.tasks[0].stage == Stage::accepted);
    CHECK(bench.built("answer.txt") == "right\n");
}

TEST_CASE("where all fail the task fails, what waits for it stays, and nothing is accepted") {
    MissionBench bench(test::Files{{"answer.txt", "none\n"}});
    bench.add_maker("wrong", writes("answer.txt", "wrong\n"));
    bench.add_task("a");
    bench.add_task("b", {"a"});
    REQUIRE(bench.run({.pattern = Pattern::competition, .instances = 1, .checks = k_right}));
    CHECK(bench.state.tasks[0].stage == Stage::failed);
    CHECK(bench.state.tasks[1].stage == Stage::pending);
    CHECK(bench.state.so_far.empty());
    CHECK_FALSE(bench.state.is_integrated);
}

TEST_CASE("an interrupted mission goes on without repeating what is done") {
    MissionBench bench(test::Files{{"answer.txt", "none\n"}});
    std::atomic<int> first = 0;
    const auto act = [&](const MakeJob& job) -> base::Result<Made> {
        if (job.task.id == "a")
            ++first;
        if (job.task.id == "b" && first == 1 && job.attempt < 3 && first.load() > 0 &&
            !sys::exists(job.worktree + "/a.txt"))
            return base::fail(base::ErrorKind::permanent, "The base is not there.");
        (void)sys::write_file(job.worktree + "/" + job.task.id + ".txt", "done\n");
        return Made{.is_finished = true};
    };
    bench.add_maker("m", act);
    bench.add_task("a");
    REQUIRE(bench.run({.checks = {"true"}}));
    auto state = parse_mission(bench.remembered, "mission.json").value();
    CHECK(state.tasks[0].stage == Stage::accepted);
    state.instances = {{.maker = "m"}};
    bench.state = state;
    bench.add_task("b", {"a"});
    REQUIRE(bench.run({.checks = {"true"}}));
    CHECK(first == 1);
    CHECK(bench.built("a.txt") == "done\n");
    CHECK(bench.built("b.txt") == "done\n");
}

TEST_CASE("no instances are a clear error") {
    MissionBench bench(test::Files{{"a", "b"}});
    bench.add_task("a");
    CHECK(bench.run({}).error().kind == base::ErrorKind::user);
    bench.add_maker("m", writes("a", "c"));
    CHECK(bench.run({.instances = 0}).error().kind == base::ErrorKind::user);
}
