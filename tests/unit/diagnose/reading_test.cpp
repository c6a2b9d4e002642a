#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "diagnose/diagnose.hpp"
#include "diagnose/log.hpp"
#include "diagnose/log_stream.hpp"
#include "model/failure_json.hpp"
#include "support/catch.hpp"
#include "sys/files.hpp"

// That a log is read in pieces, and a large one only around what tells, must not show.

namespace mendel::diagnose {

namespace {

/// Hands a text on in pieces of at most `piece` bytes.
model::ReadBytes in_pieces(std::string_view text, std::size_t piece) {
    return [text, piece](char* to, std::size_t room) mutable {
        const auto part = text.substr(0, std::min(room, piece));
        std::copy(part.begin(), part.end(), to);
        text.remove_prefix(part.size());
        return part.size();
    };
}

/// Lines of a job that goes well, of so many words.
std::string chatter(std::size_t bytes, std::uint32_t seed, int line_words = 9) {
    const std::vector<std::string> words = {"building", "module", "step",      "resolving", "cache",
                                            "hit",      "0.32s",  "unpacking", "layer",     "done"};
    std::string text;
    while (text.size() < bytes) {
        for (int i = 0; i < line_words; ++i) {
            seed = seed * 1664525U + 1013904223U;
            text += words[(seed >> 16U) % words.size()] + " ";
        }
        text += "\n";
    }
    return text;
}

std::vector<std::string> recorded_logs() {
    const std::string folder = MENDEL_SOURCE_FOLDER "/tests/logs";
    std::vector<std::string> logs;
    const auto files = sys::list_tree(folder);
    REQUIRE(files);
    for (const auto& file : *files)
        if (file.size() > 4 && file.substr(file.size() - 4) == ".log") {
            const auto text = sys::read_file(folder + "/" + file);
            REQUIRE(text);
            logs.push_back(text->substr(0, 20'000) + "\n");
        }
    return logs;
}

std::string json_of(const std::vector<model::Failure>& failures) {
    auto list = nlohmann::json::array();
    for (const auto& failure : failures)
        list.push_back(model::to_json(failure));
    return list.dump(1);
}

}  // namespace

TEST_CASE("a large log gives what the plain path gives, whatever failures stand in it") {
    constexpr std::size_t k_logs = 80;  // in one text
    const auto logs = recorded_logs();
    for (std::size_t from = 0; from < logs.size(); from += k_logs) {
        auto text = chatter(1'200'000, 1, 2000);  // beyond what is kept whole, in few lines
        for (auto i = from; i < std::min(logs.size(), from + k_logs); ++i)
            text += logs[i] + chatter(4'000, static_cast<std::uint32_t>(i), 1);
        const auto quick = diagnose({.text = text, .exit_code = 1});
        const auto plain = diagnose({.text = text, .exit_code = 1, .whole = true});
        CHECK(!quick.empty());
        CHECK(json_of(quick) == json_of(plain));
    }
}

TEST_CASE("of a large log without a sign only beginning and end are kept") {
    const auto text = chatter(5'000'000, 3);
    const Log log({.text = text});
    CHECK(log.lines().size() < 40'000);
    CHECK(log.lines().back().number ==
          static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')));
}

TEST_CASE("it does not show in what pieces a log arrives") {
    std::string text =
        "\xEF\xBB\xBF"
        "first\r\n10%\r50%\rdone\n\x1b[31mred\x1b[0m\n\nlast";
    const auto whole = Log({.text = text});
    for (const std::size_t piece : {1U, 2U, 3U, 7U, 64U}) {
        const Log log({.read = in_pieces(text, piece)});
        REQUIRE(log.lines().size() == whole.lines().size());
        for (std::size_t i = 0; i < log.lines().size(); ++i) {
            CHECK(log.lines()[i].text == whole.lines()[i].text);
            CHECK(log.lines()[i].offset == whole.lines()[i].offset);
            CHECK(log.lines()[i].number == whole.lines()[i].number);
        }
    }
}

TEST_CASE("lines of every length keep number and offset across the borders of pieces") {
    std::string text;
    std::vector<std::size_t> offsets;
    std::uint32_t state = 5;
    for (int i = 0; i < 4000; ++i) {
        state = state * 1664525U + 1013904223U;
        offsets.push_back(text.size());
        const bool is_odd = i % 7 == 0;
        text += std::string((state >> 16U) % (i % 100 == 0 ? 90'000U : 400U), 'x') +
                (is_odd ? "\x1b[0m" : "") + "\n";
    }
    const Log log({.read = in_pieces(text, 100'000), .whole = true});
    REQUIRE(log.lines().size() == offsets.size());
    for (std::size_t i = 0; i < offsets.size(); ++i) {
        REQUIRE(log.lines()[i].number == i + 1);
        REQUIRE(log.lines()[i].offset == offsets[i]);
    }
}

TEST_CASE("an endless line costs no memory and what it drew last stays") {
    std::size_t left = 20'000'000;
    const auto endless = [&left](char* to, std::size_t room) {
        const auto count = std::min(room, left);
        std::fill(to, to + count, left % 3 == 0 ? '\r' : 'x');
        left -= count;
        return count;
    };
    std::size_t longest = 0;
    LogStream stream(endless);
    while (stream.next())
        longest = std::max(longest, stream.text().size());
    CHECK(longest < 700'000);
    const std::string redrawn =
        std::string(2'000'000, 'a') + "\r" + std::string(500'000, 'b') + "\rlast\nnext\n";
    const Log log({.text = redrawn});
    REQUIRE(log.lines().size() == 2);
    CHECK(log.lines()[0].text == "last");
    CHECK(log.lines()[1].text == "next");
    CHECK(log.lines()[1].number == 2);
    CHECK(log.lines()[1].offset == redrawn.size() - 5);
    CHECK(!log.notes().empty());
}

TEST_CASE("a log that is nothing but errors is kept within bounds and says so") {
    std::string text;
    for (int i = 0; text.size() < 40'000'000; ++i)
        text += "src/a" + std::to_string(i) + ".c:1:2: error: wrong thing number " +
                std::to_string(i) + "\n";
    const Log log({.text = text});
    std::size_t bytes = 0;
    for (const auto& line : log.lines())
        bytes += line.text.size();
    CHECK(bytes < 9'000'000);
    REQUIRE(log.notes().size() == 1);
    CHECK(base::contains(log.notes()[0], "of its middle"));
    CHECK(log.lines().front().number == 1);
    CHECK(log.lines().back().offset + log.lines().back().text.size() + 1 == text.size());
}

namespace {

std::vector<std::string> texts_of(std::string_view text) {
    const Log log({.text = text});
    std::vector<std::string> texts;
    for (const auto& line : log.lines())
        texts.emplace_back(line.text);
    return texts;
}

}  // namespace

TEST_CASE("what programs wrote into each other stands apart, each line with its place") {
    const auto text = [](std::string_view first, std::string_view second) {
        std::string log;
        for (int i = 0; i < 3; ++i)
            log += std::string(first) + "a" + std::to_string(i) + "\n" + std::string(second) + "b" +
                   std::to_string(i) + "\n";
        return log;
    };
    const std::vector<std::string> apart = {"a0", "a1", "a2", "", "b0", "b1", "b2", ""};
    CHECK(texts_of(text("#5 0.123 ", "#6 12.5 ")) == apart);
    CHECK(texts_of(text("web-1  | ", "db-1   | ")) == apart);
    CHECK(texts_of(text("web:build: ", "@acme/api:test: ")) == apart);
    CHECK(texts_of(text("packages/web test: ", "packages/api test: ")) == apart);
    CHECK(texts_of(text("[web] ", "[api] ")) == apart);
    CHECK(texts_of(text("[@acme/web]: ", "[@acme/api]: ")) == apart);
    const auto log_text = text("[web] ", "[api] ");
    const Log log({.text = log_text});
    CHECK(log.lines()[1].number == 3);
    CHECK(log.lines()[1].offset == 18);
    CHECK(log.lines()[1].mark == "[web] ");
}

TEST_CASE("levels, counters and places in files are no programs") {
    for (const std::string_view log :
         {"[INFO] a\n[ERROR] b\n[INFO] c\n[ERROR] d\n[INFO] e\n[ERROR] f\n",
          "[1/3] a\n[2/3] b\n[3/3] c\n", "a.c:1: x\nb.c:2: y\na.c:3: x\nb.c:4: y\na.c:5: z\n",
          "   12 | int x;\n   13 | int y;\n   14 | int z;\n",
          "warning: a: b\nerror: c: d\nwarning: a: b\nerror: c: d\nwarning: a: b\n"}) {
        const auto lines = base::split_lines(log);
        const auto texts = texts_of(log);
        REQUIRE(texts.size() == lines.size());
        for (std::size_t i = 0; i < lines.size(); ++i)
            CHECK(texts[i] == lines[i]);
    }
}

TEST_CASE("secrets and personal data do not leave, unless the latter is to be kept") {
    const std::string log =
        "fatal: no access to https://bob:hunter2hunter@host/x.git for jane.doe@corp.de\n";
    const auto failures = diagnose({.text = log, .exit_code = 1});
    REQUIRE(!failures.empty());
    const auto text = json_of(failures) + failures[0].evidence;
    CHECK(!base::contains(text, "hunter2hunter"));
    CHECK(!base::contains(text, "jane.doe"));
    const auto kept = diagnose({.text = log, .exit_code = 1, .keeps_personal = true});
    REQUIRE(!kept.empty());
    CHECK(base::contains(kept[0].message, "jane.doe@corp.de"));
    CHECK(!base::contains(kept[0].message, "hunter2hunter"));
}

}  // namespace mendel::diagnose
