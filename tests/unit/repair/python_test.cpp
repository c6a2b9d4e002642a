#include <set>

#include <nlohmann/json.hpp>

#include "repair/localise_python.hpp"
#include "repair/validate_python.hpp"
#include "unit/repair/project.hpp"

using namespace mendel;
using namespace mendel::repair;
using repair::test::Project;
using std::chrono::steady_clock;

namespace {

constexpr auto k_pytest = "/usr/bin/python3 -m pytest -q";

const std::string k_source = R"(import sys

LIMIT = 3

def fib(n):
    if n <= 0:
        return 0
    if n == 1:
        return 1
    return fib(n - 1) + fib(n - 3)

def clamp(value, low, high):
    if value < low:
        return low
    return min(value, high)

TABLE = [clamp(i, 1, LIMIT) for i in range(6)]

def count_up(n):
    i = 0
    while i < n:
        i += 1
    return i
)";

const std::string k_tests = R"(from calc import TABLE, clamp, count_up, fib

def test_fib():
    assert fib(0) == 0
    assert fib(1) == 1
    assert fib(6) == 8

def test_clamp():
    assert clamp(9, 0, 5) == 5
    assert clamp(-1, 0, 5) == 0

def test_table():
    assert TABLE == [1, 1, 2, 3, 3, 3]

def test_count():
    assert count_up(4) == 4
)";

Project calc() {
    return Project({{"calc.py", k_source}, {"test_calc.py", k_tests}});
}

std::vector<Trial> trials(const model::Round& round, const Localisation& where,
                          const std::vector<Candidate>& candidates,
                          Patience patience = Patience::usual) {
    auto validator = make_python_validator(round, where);
    INFO((validator ? std::string() : validator.error().message));
    REQUIRE(validator);
    auto tried =
        (*validator)->run(candidates, steady_clock::now() + std::chrono::minutes(2), patience);
    INFO((tried ? std::string() : tried.error().message));
    REQUIRE(tried);
    return *tried;
}

Localisation located(const model::Round& round) {
    auto where = localise_python(round);
    INFO((where ? std::string() : where.error().message));
    REQUIRE(where);
    return *where;
}

double score_at(const Localisation& where, int line) {
    for (const auto& suspect : where.lines)
        if (suspect.line == line)
            return suspect.score;
    return 0;
}

}  // namespace

TEST_CASE("the line that only failing assertions run is the most suspicious") {
    auto project = calc();
    const auto where = located(project.round(std::string(k_pytest)));
    REQUIRE_FALSE(where.lines.empty());
    CHECK(where.lines.front().file == "calc.py");
    CHECK(where.lines.front().line == 10);
    CHECK(score_at(where, 10) > score_at(where, 7));
    CHECK(score_at(where, 13) == 0);
    REQUIRE(where.tests.size() == 4);
    CHECK(where.tests[0].name == "test_calc.py::test_fib");
    CHECK_FALSE(where.tests[0].passed);
    CHECK(where.tests[1].passed);
}

TEST_CASE("candidates are tried in forks, warm or cold, as a fresh run would judge them") {
    auto project = calc();
    const auto round = project.round(std::string(k_pytest));
    const auto where = located(round);
    const auto tried = trials(
        round, where,
        {project.candidate("calc.py", "n - 3", "n - 2"),    // the repair, warm
         project.candidate("calc.py", "n - 3", "n - 1"),    // still wrong
         project.candidate("calc.py", "i += 1", "i += 0"),  // an endless loop, elsewhere
         project.candidate("calc.py", "return fib(n", "retur fib(n"),
         project.candidate("calc.py", "LIMIT = 3", "LIMIT = 4"),      // cold: module level
         project.candidate("calc.py", "value < low", "value > low"),  // cold: ran while loading
         project.candidate("calc.py", "return fib(n - 1)", "sys.exit(0)"),
         project.candidate("calc.py", "import sys", "import sys, os; os._exit(0)"),
         project.candidate("calc.py", "return fib(n - 1)", "return __import__('os')._exit(0)"),
         project.candidate("calc.py", "if n <= 0:", "while True:\n        n = [n, n]\n    if n:")});
    REQUIRE(tried.size() == 10);
    const std::vector<TrialState> expected = {
        TrialState::passes,        TrialState::fails,         TrialState::fails,
        TrialState::does_not_load, TrialState::fails,         TrialState::fails,
        TrialState::fails,         TrialState::does_not_load, TrialState::fails};
    for (std::size_t i = 0; i < expected.size(); ++i) {
        INFO("candidate " << i << ": " << tried[i].detail);
        CHECK(tried[i].state == expected[i]);
    }
    CHECK((tried[9].state == TrialState::timed_out || tried[9].state == TrialState::fails));
    CHECK(tried[1].failing == std::vector<std::string>{"test_calc.py::test_fib"});
}

TEST_CASE(
    "a change of what ran while the suite was loaded waits where the failing test still fails") {
    Project project({{"shapes.py",
                      "class Shape:\n    side = 1\n\n    @staticmethod\n    def area(w, h):\n"
                      "        return w + h\n\nUNIT = Shape.area(1, 1)\n"},
                     {"test_shapes.py",
                      "from shapes import Shape, UNIT\n"
                      "def test_area():\n    assert Shape.area(2, 3) == 6\n"
                      "def test_unit():\n    assert UNIT > 0\n"}});
    const auto round = project.round(std::string(k_pytest));
    const auto where = located(round);
    const std::vector<Candidate> candidates = {project.candidate("shapes.py", "w + h", "w - h"),
                                               project.candidate("shapes.py", "w + h", "w * h")};
    const auto first = trials(round, where, candidates, Patience::little);
    REQUIRE(first.size() == 2);
    CHECK(first[0].state == TrialState::put_off);
    CHECK(first[1].state == TrialState::passes);
    const auto again = trials(round, where, candidates);
    REQUIRE(again.size() == 2);
    CHECK(again[0].state == TrialState::fails);
    CHECK(again[1].state == TrialState::passes);
}

TEST_CASE("a test that was not measured speaks against a candidate that it fails under") {
    auto project = calc();
    const auto round = project.round(std::string(k_pytest));
    auto where = located(round);
    auto state = nlohmann::json::parse(where.state);
    REQUIRE(state["tests"].back()[0] == "test_calc.py::test_count");
    state["tests"].erase(state["tests"].size() - 1);
    state["partial"] = true;
    where.state = state.dump();
    const auto repair = project.candidate("calc.py", "n - 3", "n - 2");
    auto both = repair;
    auto& text = both.files.front().text;
    text.replace(text.find("i += 1"), 6, "i += 3");
    const auto tried = trials(round, where, {repair, both});
    REQUIRE(tried.size() == 2);
    CHECK(tried[0].state == TrialState::passes);
    CHECK(tried[0].doubt.empty());
    CHECK(tried[1].state == TrialState::passes);
    CHECK(tried[1].doubt == "fails test_calc.py::test_count");
}

TEST_CASE("an endless loop in the failing test is found and mended") {
    Project project({{"loop.py",
                      "def halve(n):\n    steps = 0\n    while n > 1:\n"
                      "        n = n // 1\n        steps += 1\n    return steps\n"},
                     {"test_loop.py",
                      "from loop import halve\ndef test_halve():\n"
                      "    assert halve(8) == 3\n"}});
    auto round = project.round(std::string(k_pytest));
    round.failure.category = model::Category::timeout;
    const auto where = located(round);
    REQUIRE(where.tests.size() == 1);
    CHECK_FALSE(where.tests[0].passed);
    const auto tried = trials(round, where,
                              {project.candidate("loop.py", "n // 1", "n // 2"),
                               project.candidate("loop.py", "n > 1", "n > 0"),
                               project.candidate("loop.py", "n > 1", "n > 99")});
    REQUIRE(tried.size() == 3);
    CHECK(tried[0].state == TrialState::passes);
    CHECK(tried[1].state == TrialState::timed_out);
    CHECK(tried[2].state == TrialState::fails);
}

TEST_CASE("one of two faults mended fixes some") {
    Project project({{"two.py", "def one():\n    return 2\n\ndef two():\n    return 1\n"},
                     {"test_two.py",
                      "import two\ndef test_one():\n    assert two.one() == 1\n"
                      "def test_two():\n    assert two.two() == 2\n"}});
    const auto round = project.round(std::string(k_pytest));
    const auto tried =
        trials(round, located(round), {project.candidate("two.py", "return 2", "return 1")});
    REQUIRE(tried.size() == 1);
    CHECK(tried[0].state == TrialState::fixes_some);
    CHECK(tried[0].failing == std::vector<std::string>{"test_two.py::test_two"});
}

TEST_CASE("unittest suites are taken over") {
    Project project({{"calc.py", k_source}, {"test_unit.py", R"(import unittest
from calc import count_up, fib

class FibTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.base = 6

    def test_small(self):
        self.assertEqual(fib(1), 1)

    def test_large(self):
        self.assertEqual(fib(self.base), 8)

    @unittest.skip("not now")
    def test_later(self):
        self.fail()

class CountTest(unittest.TestCase):
    def test_count(self):
        self.assertEqual(count_up(2), 2)
)"}});
    const auto round = project.round(std::string("/usr/bin/python3 -m unittest -v"));
    const auto where = located(round);
    CHECK(where.tests.size() == 4);
    CHECK(score_at(where, 10) == where.lines.front().score);
    const auto tried = trials(round, where,
                              {project.candidate("calc.py", "n - 3", "n - 2"),
                               project.candidate("calc.py", "n - 3", "n - 4"),
                               project.candidate("calc.py", "LIMIT = 3", "LIMIT = 4")});
    REQUIRE(tried.size() == 3);
    CHECK(tried[0].state == TrialState::passes);
    CHECK(tried[1].state == TrialState::fails);
    CHECK(tried[2].state == TrialState::fails);
}

TEST_CASE("a plain script that tests itself is taken over") {
    Project project(repair::test::Files{{"check.py",
                                         "def double(x):\n    return x + 1\n\n"
                                         "if __name__ == '__main__':\n    assert double(1) == 2\n"
                                         "    assert double(4) == 8\n"}});
    const auto round = project.round(std::string("python3 check.py"));
    const auto where = located(round);
    REQUIRE_FALSE(where.lines.empty());
    CHECK(where.lines.front().line == 2);
    const auto tried = trials(round, where,
                              {project.candidate("check.py", "x + 1", "x * 2"),
                               project.candidate("check.py", "x + 1", "x + 2")});
    REQUIRE(tried.size() == 2);
    CHECK(tried[0].state == TrialState::passes);
    CHECK(tried[1].state == TrialState::fails);
}

TEST_CASE("a failing test that starts programs is left to the plain check") {
    Project project({{"tool.py", "print(2)\n"},
                     {"test_tool.py",
                      "import subprocess, sys\ndef test_tool():\n"
                      "    out = subprocess.check_output([sys.executable, "
                      "'tool.py'])\n    assert out.strip() == b'1'\n"}});
    const auto round = project.round(std::string(k_pytest));
    CHECK_FALSE(make_python_validator(round, located(round)));
    const auto validator = make_validator(round, located(round));
    REQUIRE(validator);
    CHECK((*validator)->name() == "plain command");
    const std::vector<Candidate> candidates = {
        project.candidate("tool.py", "print(2)", "print(1)"),
        project.candidate("tool.py", "print(2)", "print(3)")};
    const auto tried =
        (*validator)
            ->run(candidates, steady_clock::now() + std::chrono::minutes(1), Patience::usual);
    REQUIRE((tried && tried->size() == 2));
    CHECK((*tried)[0].state == TrialState::passes);
    CHECK((*tried)[1].state == TrialState::fails);
}

TEST_CASE("of a test that does not end, its loop is the most suspicious") {
    Project project({{"steps.py",
                      "def steps(n):\n"
                      "    count = 0\n"
                      "    for _ in range(3):\n"
                      "        count += 1\n"
                      "    while n > 1:\n"
                      "        n = (n + 1) // 2 + 0\n"
                      "        n = max(n, 2)\n"
                      "    return count\n"},
                     {"test_steps.py",
                      "from steps import steps\n"
                      "def test_large():\n    assert steps(9) == 3\n"
                      "def test_small():\n    assert steps(1) == 3\n"}});
    const auto round = project.round(std::string(k_pytest));
    const auto where = located(round);
    CHECK(score_at(where, 6) > score_at(where, 4));
    CHECK(score_at(where, 7) > score_at(where, 2));
    auto validator = make_python_validator(round, where);
    REQUIRE(validator);
    const std::vector<Candidate> candidates = {
        project.candidate("steps.py", "n = max(n, 2)", "n = max(n, 1)"),
        project.candidate("steps.py", "n = max(n, 2)", "n = max(n, 3)")};
    const auto tried =
        (*validator)
            ->run(candidates, steady_clock::now() + std::chrono::minutes(1), Patience::little);
    REQUIRE((tried && tried->size() == 2));
    CHECK((*tried)[0].state == TrialState::passes);
    CHECK((*tried)[1].state == TrialState::timed_out);
}
