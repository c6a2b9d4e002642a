#include "base/text.hpp"

#include "support/catch.hpp"

using namespace mendel::base;
using Views = std::vector<std::string_view>;

TEST_CASE("split_lines ends lines at LF and keeps a CR") {
    CHECK(split_lines("").empty());
    CHECK(split_lines("a") == Views{"a"});
    CHECK(split_lines("a\n") == Views{"a"});
    CHECK(split_lines("a\r\n\nb") == Views{"a\r", "", "b"});
    CHECK(split_lines("\n") == Views{""});
}

TEST_CASE("split keeps empty parts") {
    CHECK(split("", ',') == Views{""});
    CHECK(split("a,,b,", ',') == Views{"a", "", "b", ""});
}

TEST_CASE("split_words gives no empty word") {
    CHECK(split_words("  a\t b  ") == Views{"a", "b"});
    CHECK(split_words(" \t ").empty());
}

TEST_CASE("trim takes white space off the ends, not out of the middle") {
    CHECK(trim(" \t a b\r\n") == "a b");
    CHECK(trim(" \n").empty());
    CHECK(trim_right("  a  ") == "  a");
    CHECK(trim_right(" ").empty());
}

TEST_CASE("join puts the separator between parts, also between equal and empty ones") {
    CHECK(join({}, ", ").empty());
    CHECK(join({"a"}, ", ") == "a");
    CHECK(join({"", "", "b"}, ",") == ",,b");
}

TEST_CASE("to_lower changes ASCII letters alone") {
    CHECK(to_lower("AbZ\xc3\x84@[") == "abz\xc3\x84@[");
}

TEST_CASE("replace_all goes on behind each replacement") {
    CHECK(replace_all("aaa", "a", "aa") == "aaaaaa");
    CHECK(replace_all("abc", "", "x") == "abc");
    CHECK(replace_all("a--b", "--", "") == "ab");
}

TEST_CASE("ellipsize never cuts a UTF-8 character and never exceeds the limit") {
    CHECK(ellipsize("short", 10) == "short");
    CHECK(ellipsize("0123456789", 8) == "01234...");
    const std::string umlauts = "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4";
    CHECK(ellipsize(umlauts, 7) == "\xc3\xa4\xc3\xa4...");
    CHECK(ellipsize(umlauts, 6) == "\xc3\xa4...");
    CHECK(ellipsize("abcdef", 2).size() <= 2);
}

TEST_CASE("to_number reads a whole decimal number and nothing else") {
    CHECK(to_number("42") == 42);
    CHECK(to_number("0") == 0);
    CHECK(to_number("") == -1);
    CHECK(to_number("4x") == -1);
    CHECK(to_number(" 4") == -1);
    CHECK(to_number("99999999999999999999") == -1);
}

TEST_CASE("counted adds an s unless the count is one") {
    CHECK(counted(0, "file") == "0 files");
    CHECK(counted(1, "file") == "1 file");
    CHECK(counted(2, "file") == "2 files");
}

TEST_CASE("is_identifier takes letters, digits and underscores, no digit first") {
    CHECK(is_identifier("_a1"));
    CHECK_FALSE(is_identifier("1a"));
    CHECK_FALSE(is_identifier(""));
    CHECK_FALSE(is_identifier("a-b"));
}

TEST_CASE("contains finds the empty part everywhere") {
    CHECK(contains("", ""));
    CHECK(contains("abc", "bc"));
    CHECK_FALSE(contains("abc", "cb"));
}

TEST_CASE("a path is made normal by its letters alone") {
    CHECK(normal_path("a/./b//../c/") == "a/c");
    CHECK(normal_path("/a/../b") == "/b");
    CHECK(normal_path("../a/..") == "..");
    CHECK(normal_path(".") == "");
}
