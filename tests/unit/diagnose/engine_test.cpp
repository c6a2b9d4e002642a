#include "base/text.hpp"
#include "diagnose/diagnose.hpp"
#include "diagnose/matchers.hpp"
#include "support/catch.hpp"

namespace mendel::diagnose {

namespace {

std::vector<model::Failure> of(std::string_view text, std::optional<int> code = 1,
                               std::string command = {}) {
    return diagnose({.text = text, .command = std::move(command), .exit_code = code});
}

}  // namespace

TEST_CASE("a run that passed has no failures whatever its log says") {
    CHECK(of("a.py:1:1: F401 'os' imported but unused\n", 0).empty());
    CHECK(of("", std::nullopt).empty());
    CHECK(of("everything is fine, 0 errors\n", std::nullopt).empty());
}

TEST_CASE("a red run that says nothing known gives one honest failure") {
    const auto failures = of("start\nfatal: the broker is gone\ndone\n");
    REQUIRE(failures.size() == 1);
    CHECK(failures[0].message == "fatal: the broker is gone");
    CHECK(failures[0].log_line == 2);
    CHECK(failures[0].confidence <= 0.7);
    CHECK(failures[0].tool.empty());
    const auto silent = of("");
    REQUIRE(silent.size() == 1);
    CHECK(silent[0].log_line == 1);
    CHECK(silent[0].confidence <= 0.3);
}

TEST_CASE("occurrences of one rule and subject are one failure with many locations") {
    const auto failures =
        of("a.py:1:1: F401 'os' imported but unused\n"
           "b.py:3:1: F401 'os' imported but unused\n"
           "a.py:1:1: F401 'os' imported but unused\n");
    REQUIRE(failures.size() == 1);
    CHECK(failures[0].locations.size() == 2);
    CHECK(failures[0].occurrences == 3);
    CHECK(failures[0].log_line == 1);
}

TEST_CASE("a traceback beside a report is noise and alone it is the cause") {
    const auto failures =
        of("a.py:1:1: F401 'os' imported but unused\n"
           "Traceback (most recent call last):\n"
           "  File \"main.py\", line 1, in <module>\n"
           "    import nope\n"
           "ModuleNotFoundError: No module named 'nope'\n");
    REQUIRE(!failures.empty());
    CHECK(failures[0].tool == "flake8");  // the traceback is noise beside a tool's own report
    const auto alone =
        of("Traceback (most recent call last):\n"
           "  File \"main.py\", line 1, in <module>\n"
           "    import nope\n"
           "ModuleNotFoundError: No module named 'nope'\n"
           "make: *** [Makefile:2: run] Error 1\n");
    REQUIRE(alone.size() == 2);
    CHECK(alone[0].category == model::Category::import_error);
    CHECK(alone[0].subject == "nope");
    CHECK(alone[1].tool == "make");
    CHECK(alone[1].caused_by == std::size_t{0});
}

TEST_CASE("a wrapper's summary alone points at the last line that looks like an error") {
    const auto failures = of("compiling\nerror: widget is broken\nmake: *** [all] Error 1\n");
    REQUIRE(failures.size() == 2);
    CHECK(failures[0].message == "error: widget is broken");
    CHECK(failures[1].caused_by == std::size_t{0});
}

TEST_CASE("a deadline is told from a failure") {
    const auto failures =
        diagnose({.text = "test_a ok\ntest_b ...\n", .exit_code = 137, .timed_out = true});
    REQUIRE(failures.size() == 1);
    CHECK(failures[0].category == model::Category::timeout);
    CHECK(failures[0].log_line == 2);
}

TEST_CASE("evidence is capped and a flood of remarks stays bounded") {
    std::string log;
    for (int i = 0; i < 20000; ++i)
        log += "src/file" + std::to_string(i) + ".py:" + std::to_string(i) + ":1: F401 'name" +
               std::to_string(i % 1000) + "' imported but unused\n";
    const auto failures = of(log);
    CHECK(failures.size() <= 500);
    for (const auto& failure : failures) {
        CHECK(failure.evidence.size() <= 4096);
        CHECK(failure.locations.size() <= 2000);
    }
}

TEST_CASE("arbitrary bytes are read without harm") {
    std::uint32_t state = 12345;
    const std::vector<std::string> words = {
        "==== FAILURES ====\n",
        "____ test_a ____\n",
        "E   ",
        "Traceback (most recent call last):\n",
        "  File \"",
        "\", line ",
        "##[group]Run x\n",
        "##[endgroup]\n",
        "##[error]",
        "\x1b[31m",
        "\r",
        "\n",
        "FAILED a.py::b - ",
        "The command \"",
        "\" exited with 1.\n",
        "INTERNALERROR> ",
        "ERROR: ",
        "a.py:1:2: ",
        "error: ",
        "=====================================================\n",
        "^-- SC2086 (info): x\n",
        "In a.sh line 2:\n",
        "make: *** [x] Error 1\n",
        "\xff\xfe",
        "12"};
    for (int round = 0; round < 300; ++round) {
        std::string log;
        for (int i = 0; i < 60; ++i) {
            state = state * 1664525U + 1013904223U;
            log += words[(state >> 16U) % words.size()];
        }
        for (const auto& failure : of(log, round % 3 == 0 ? std::optional<int>{} : 1)) {
            CHECK(failure.log_offset <= log.size());
            CHECK(failure.fingerprint.size() == 64);
        }
    }
}

TEST_CASE("matchers are listed once and have a tool") {
    std::vector<std::string_view> tools;
    for (const auto* matcher : matchers()) {
        CHECK(!matcher->tool.empty());
        CHECK(std::find(tools.begin(), tools.end(), matcher->tool) == tools.end());
        tools.push_back(matcher->tool);
    }
}

}  // namespace mendel::diagnose
