#include "observe/run_folder.hpp"

#include <cstdlib>

#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/text.hpp"
#include "support/catch.hpp"
#include "sys/files.hpp"

using namespace mendel;

namespace {

/// A folder in the place of a git folder, and a clock that stands still until it is moved.
struct Bench {
    sys::TemporaryFolder folder = sys::TemporaryFolder::make("mendel-observe").value();
    std::string root = folder.path() + "/.git";
    std::chrono::system_clock::time_point time{std::chrono::seconds(1'769'903'999)};
    model::Clock clock{.now = [this] { return time; },
                       .steady = [] { return std::chrono::steady_clock::time_point(); }};

    Bench() { REQUIRE(sys::make_folders(root).has_value()); }
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;

    observe::RunFolder run() const {
        auto made = observe::RunFolder::make(root, clock);
        INFO((made ? std::string() : base::describe(made.error())));
        REQUIRE(made.has_value());
        return *made;
    }
};

}  // namespace

TEST_CASE("a run has a folder in the git folder, where no check of the tree sees it") {
    const Bench bench;
    const auto run = bench.run();
    CHECK(run.id().substr(0, 16) == "20260131-235959-");
    CHECK(run.path() == bench.root + "/mendel/runs/" + run.id());
    REQUIRE(run.write("report.md", "text").has_value());
    CHECK(sys::read_file(run.path() + "/report.md").value() == "text");
}

TEST_CASE("two runs of the same second have folders of their own") {
    const Bench bench;
    CHECK(bench.run().path() != bench.run().path());
}

TEST_CASE("events are kept as one line of JSON each, in order, with their time") {
    Bench bench;
    const auto run = bench.run();
    run.record({.kind = model::EventKind::tried,
                .stage = "heal",
                .subject = "lint",
                .text = "two\nlines \"quoted\" \xff",
                .round = 2});
    bench.time += std::chrono::seconds(1);
    run.record({.kind = model::EventKind::accepted, .stage = "heal"});
    const auto text = sys::read_file(run.path() + "/events.jsonl").value();
    const auto lines = base::split_lines(text);
    REQUIRE(lines.size() == 2);
    const auto first = base::parse_json(lines[0], "events").value();
    CHECK(first["time"] == "2026-01-31T23:59:59Z");
    CHECK(first["kind"] == "tried");
    CHECK(first["subject"] == "lint");
    CHECK(first["round"] == 2);
    CHECK(first["text"].get<std::string>().substr(0, 9) == "two\nlines");
    const auto second = base::parse_json(lines[1], "events").value();
    CHECK(second["time"] == "2026-02-01T00:00:00Z");
}

TEST_CASE("runs are listed newest first, none where there was no run") {
    Bench bench;
    CHECK(observe::run_folders(bench.root).value().empty());
    std::vector<std::string> made;
    for (int i = 0; i < 3; ++i) {
        made.insert(made.begin(), bench.run().path());
        bench.time += std::chrono::seconds(1);
    }
    CHECK(observe::run_folders(bench.root).value() == made);
}

TEST_CASE("where the git folder takes none, the run is kept in the state folder of the user") {
    const Bench bench;
    REQUIRE(sys::write_file(bench.root + "/mendel", "a file is in the way").has_value());
    const auto state = bench.folder.path() + "/state";
    REQUIRE(::setenv("XDG_STATE_HOME", state.c_str(), 1) == 0);
    const auto path = bench.run().path();
    CHECK(path.substr(0, state.size() + 8) == state + "/mendel/");
    CHECK(observe::run_folders(bench.root).value() == std::vector<std::string>{path});
    REQUIRE(::setenv("XDG_STATE_HOME", "/dev/null/no", 1) == 0);
    CHECK_FALSE(observe::RunFolder::make(bench.root, bench.clock).has_value());
    ::unsetenv("XDG_STATE_HOME");
}
