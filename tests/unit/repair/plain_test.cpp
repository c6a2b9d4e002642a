#include <atomic>

#include "repair/localise_log.hpp"
#include "repair/spectrum.hpp"
#include "repair/validate_plain.hpp"
#include "unit/repair/project.hpp"

using namespace mendel;
using namespace mendel::repair;
using repair::test::Project;
using std::chrono::steady_clock;

TEST_CASE("Ochiai and D* order lines by what failing and passing tests ran") {
    CHECK(ochiai({.failing = 2, .passing = 0}, 2) == Approx(1));
    CHECK(ochiai({.failing = 1, .passing = 1}, 2) == Approx(0.5));
    CHECK(ochiai({.failing = 0, .passing = 3}, 2) == 0);
    CHECK(dstar({.failing = 2, .passing = 0}, 2) == Approx(1));
    CHECK(dstar({.failing = 2, .passing = 1}, 2) == Approx(0.8));
    CHECK(suspicion({.failing = 2, .passing = 0}, 2) > suspicion({.failing = 2, .passing = 1}, 2));
    CHECK(suspicion({.failing = 2, .passing = 1}, 2) > suspicion({.failing = 1, .passing = 1}, 2));
}

TEST_CASE("the plain check tries candidates in several Places, each on its own thread") {
    Project project(repair::test::Files{{"value.txt", "1\n"}});
    Project beside(repair::test::Files{{"value.txt", "1\n"}});
    auto round =
        project.round(std::string("test \"$(cat value.txt)\" = 3 || { [ \"$(cat "
                                  "value.txt)\" = 9 ] && sleep 60; exit 1; }"));
    const auto other = beside.round(std::string("true"));
    std::atomic<int> opened = 0;
    round.another_run = [&]() -> base::Result<model::Run> {
        ++opened;
        return other.run;
    };
    const auto validator = make_plain_validator(round, {});
    REQUIRE(validator);
    std::vector<Candidate> candidates;
    for (const auto* value : {"2\n", "3\n", "4\n", "9\n"})
        candidates.push_back(project.candidate("value.txt", "1\n", value));
    const auto tried =
        (*validator)
            ->run(candidates, steady_clock::now() + std::chrono::minutes(1), Patience::usual);
    REQUIRE((tried && tried->size() == 4));
    CHECK((*tried)[0].state == TrialState::fails);
    CHECK((*tried)[1].state == TrialState::passes);
    CHECK((*tried)[2].state == TrialState::fails);
    CHECK((*tried)[3].state == TrialState::timed_out);
    for (std::size_t i = 0; i < tried->size(); ++i)
        CHECK((*tried)[i].candidate == i);
    if (opened > 0)
        CHECK_FALSE(beside.commands.empty());
}

TEST_CASE("tests that stand in the source file are no place for a fault; what they name is") {
    Project project(repair::test::Files{{"list.rs",
                                         "fn first(v: &[i32]) -> i32 {\n    v[1]\n}\n\n"
                                         "fn other() -> i32 {\n    0\n}\n\n"
                                         "#[cfg(test)]\nmod tests {\n    use super::*;\n\n"
                                         "    #[test]\n    fn takes_it() {\n"
                                         "        assert_eq!(first(&[1, 2]), 1);\n    }\n}\n"}});
    auto round = project.round(std::string("true"));
    round.failure.locations = {{.file = "list.rs", .line = 15}};
    const auto where = localise_log(round);
    REQUIRE_FALSE(where.lines.empty());
    CHECK(where.lines.front().line <= 3);
    for (const auto& line : where.lines)
        CHECK(line.line < 9);
}

TEST_CASE("where the log names no file the sources of the commonest language are searched") {
    Project project({{"one.c", "int one(void) {\n    return 2;\n}\n"},
                     {"two.c", "int two(void) {\n    return 2;\n}\n"},
                     {"test_one.c", "int main(void) {\n    return 1;\n}\n"},
                     {"release.py", "print(1)\n"}});
    auto round = project.round(std::string("true"));
    round.failure.message = "double free or corruption";
    const auto where = localise_log(round);
    std::set<std::string> files;
    for (const auto& line : where.lines)
        files.insert(line.file);
    CHECK(files == std::set<std::string>{"one.c", "two.c"});
    CHECK(where.notes.size() == 1);
}

TEST_CASE("without coverage the lines that changed last are searched first") {
    Project project(repair::test::Files{
        {"one.c", "int one(void) {\n    return 2;\n}\nint two(void) {\n    return 2;\n}\n"}});
    auto round = project.round(std::string("true"));
    round.recent_lines = [](const std::string&) { return std::vector<int>{5}; };
    const auto where = localise(round);
    REQUIRE(where);
    CHECK(where->lines.front().line == 5);
}

TEST_CASE("without coverage the log's frames and the functions that the test names are searched") {
    Project project({{"shop.py",
                      "def price(x):\n    return x + tax(x)\n\ndef tax(x):\n"
                      "    return 2\n\ndef unrelated():\n    return 0\n"},
                     {"test_shop.py",
                      "from shop import price\ndef test_price():\n"
                      "    assert price(1) == 2\n"}});
    auto round = project.round(std::string("true"));
    round.failure.tests = {{.name = "test_shop.py::test_price", .file = "test_shop.py", .line = 3}};
    const auto where = localise_log(round);
    REQUIRE_FALSE(where.lines.empty());
    CHECK(where.lines.front().line == 2);
    const auto score = [&](int line) {
        for (const auto& suspect : where.lines)
            if (suspect.line == line)
                return suspect.score;
        return 0.0;
    };
    CHECK(score(2) > score(5));
    CHECK(score(5) > score(8));
    round.failure.frames = {{.file = "shop.py", .line = 8, .function = "unrelated", .own = true}};
    CHECK(localise_log(round).lines.front().line == 8);
}
