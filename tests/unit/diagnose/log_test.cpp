#include "diagnose/log.hpp"

#include "diagnose/log_bytes.hpp"
#include "support/catch.hpp"

namespace mendel::diagnose {

namespace {

std::string cleaned(std::string_view raw) {
    std::string line(raw);
    line.resize(clean_line(raw, line.data()));
    return line;
}

std::vector<std::string> texts_of(std::string_view text) {
    const Log log({.text = text});
    std::vector<std::string> texts;
    for (const auto& line : log.lines())
        texts.emplace_back(line.text);
    return texts;
}

}  // namespace

TEST_CASE("colours, hyperlinks and other escapes leave no trace") {
    CHECK(cleaned("\x1b[31;1mred\x1b[0m") == "red");
    CHECK(cleaned("\x1b]8;;file:///a.py\x1b\\a.py\x1b]8;;\x1b\\") == "a.py");
    CHECK(cleaned("\x1b]0;title\x07text") == "text");
    CHECK(cleaned("\x1b_bk;t=1700000000000\x07text") == "text");
    CHECK(cleaned("\x1b(Btext\x1b[K") == "text");
    CHECK(cleaned("cut \x1b[") == "cut ");
    CHECK(cleaned("x\x1b") == "x");
    CHECK(cleaned("ab\bc") == "ac");
}

TEST_CASE("characters that nobody sees and that turn text around are taken out") {
    CHECK(cleaned("a\xE2\x80\x8B"
                  "b\xE2\x80\xAE"
                  "c\xEF\xBB\xBF"
                  "d") == "abcd");
    CHECK(cleaned("a\xE2\x81\xA6"
                  "b\xC2\xAD"
                  "c\xD8\x9C"
                  "d\xE1\xA0\x8E"
                  "e") == "abcde");
    CHECK(cleaned("\xE2\x80\x98quoted\xE2\x80\x99 \xC3\xA9") ==
          "\xE2\x80\x98quoted\xE2\x80\x99 \xC3\xA9");
}

TEST_CASE("bytes that are not UTF-8 become replacement characters") {
    CHECK(texts_of("caf\xE9 \xC3\xA9\n") == std::vector<std::string>{"caf\xEF\xBF\xBD \xC3\xA9"});
}

TEST_CASE("UTF-16 is read where a byte order mark says so, with the log's own offsets") {
    std::string little = "\xFF\xFE";
    std::string big = "\xFE\xFF";
    for (const char c : std::string_view("one\r\ntwo\n")) {
        little += c;
        little += '\0';
        big += '\0';
        big += c;
    }
    for (const auto& text : {little, big}) {
        CHECK(texts_of(text) == std::vector<std::string>{"one", "two"});
        const Log log({.text = text});
        CHECK(log.lines()[1].number == 2);
        CHECK(log.lines()[1].offset == 2 + 10);
    }
}

TEST_CASE("timestamps of GitLab and Jenkins are taken off") {
    CHECK(texts_of("2026-03-04T09:10:00.123456Z 00O text\n2026-03-04T09:10:00.123456Z 01E+more\n"
                   "[2026-03-04T09:10:00.123Z] text\n") ==
          std::vector<std::string>{"text", "more", "text"});
}

TEST_CASE("of a progress line only what was drawn last counts") {
    CHECK(texts_of("10%\r50%\r100% done\r\nnext\r\n") ==
          std::vector<std::string>{"100% done", "next"});
    CHECK(texts_of("travis_fold:start:a\r\x1b[0Ktext\n") == std::vector<std::string>{"text"});
}

TEST_CASE("a line keeps its number and offset in the log as it came") {
    const Log log({.text = "a\n\x1b[1mb\x1b[0m\r\n\nlast"});
    REQUIRE(log.lines().size() == 4);
    CHECK(log.lines()[1].text == "b");
    CHECK(log.lines()[1].number == 2);
    CHECK(log.lines()[1].offset == 2);
    CHECK(log.lines()[3].number == 4);
    CHECK(log.lines()[3].offset == 14);
}

TEST_CASE("runner timestamps and the columns of gh run view are taken off") {
    CHECK(texts_of("\xEF\xBB\xBF"
                   "2026-03-04T09:10:00.1234567Z first\n2026-03-04T09:10:00.1234567Z\n") ==
          std::vector<std::string>{"first", ""});
    CHECK(texts_of("job\tstep\t2026-03-04T09:10:00.1234567Z text\n") ==
          std::vector<std::string>{"text"});
    CHECK(texts_of("2026-03-04 is a day\na\tb\tc\n") ==
          std::vector<std::string>{"2026-03-04 is a day", "a\tb\tc"});
}

TEST_CASE("a line is read up to 64 KiB and a log of one endless line is read quickly") {
    const std::string endless(20'000'000, 'x');
    const auto texts = texts_of(endless);
    REQUIRE(texts.size() == 1);
    CHECK(texts[0].size() == 65536);
}

TEST_CASE("carriage returns end the lines of a log without LF") {
    std::string text;
    for (int i = 0; i < 100; ++i)
        text += "line " + std::to_string(i) + "\r";
    CHECK(texts_of(text).size() == 100);
}

TEST_CASE("a GitHub job log is cut into steps with command and exit code") {
    const Log log({.text = "setup\n"
                           "##[group]Run make\nmake\nmake test\nshell: /usr/bin/bash -e {0}\n"
                           "env:\n  A: b\n##[endgroup]\nout\n"
                           "##[error]Process completed with exit code 2.\n"
                           "##[group]Run actions/cache@v4\nwith:\n  path: x\n##[endgroup]\n"
                           "Post job cleanup.\nbye\n"});
    const auto& steps = log.steps();
    REQUIRE(steps.size() == 4);
    CHECK(steps[1].name == "make");
    CHECK(steps[1].command == "make\nmake test");
    CHECK(steps[1].exit_code == 2);
    CHECK(log.lines()[steps[1].begin].text == "out");
    CHECK(steps[2].exit_code == 0);
    CHECK(steps[3].exit_code == 0);
}

TEST_CASE("an Azure job log is cut at its sections") {
    const Log log({.text = "##[section]Starting: Test\nout\n##[error]Bash exited with code '3'.\n"
                           "##[section]Finishing: Test\n##[section]Starting: Next\nok\n"});
    REQUIRE(log.steps().size() == 3);
    CHECK(log.steps()[1].name == "Test");
    CHECK(log.steps()[1].exit_code == 3);
    CHECK(log.steps()[2].exit_code == 0);
}

TEST_CASE("a Travis log is cut where commands state their exit code") {
    const Log log({.text =
                       "$ make\nout\nThe command \"make\" exited with 2.\n"
                       "$ a \\\nThe command \"a \\\nb\" failed and exited with 1 during .\nend\n"});
    REQUIRE(log.steps().size() == 3);
    CHECK(log.steps()[0].command == "make");
    CHECK(log.steps()[0].exit_code == 2);
    CHECK(log.steps()[1].command == "a \\\nb");
    CHECK(log.steps()[1].exit_code == 1);
    CHECK(log.steps()[2].exit_code == 0);
}

TEST_CASE("a red exit code outweighs a job log that shows no red step") {
    const Log log({.text = "##[group]Run make\nshell: bash\n##[endgroup]\nout\n", .exit_code = 1});
    REQUIRE(log.steps().size() == 1);
    CHECK(log.steps()[0].exit_code == 1);
}

}  // namespace mendel::diagnose
