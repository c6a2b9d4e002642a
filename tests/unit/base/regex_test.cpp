#include "base/regex.hpp"

#include <stdexcept>

#include "support/catch.hpp"

using mendel::base::Regex;

TEST_CASE("match gives the whole match and its groups as views into the text") {
    const std::string text = "src/a.py:12:3: E501 line too long";
    const auto groups = Regex("([^:]+):(\\d+):(\\d+)?").match(text);
    REQUIRE(groups.has_value());
    REQUIRE(groups->size() == 4);
    CHECK((*groups)[0] == "src/a.py:12:3");
    CHECK((*groups)[2] == "12");
    CHECK((*groups)[1].data() == text.data());
}

TEST_CASE("a group that took no part is empty") {
    const auto groups = Regex("(a)|(b)").match("b");
    REQUIRE(groups.has_value());
    CHECK((*groups)[1].empty());
    CHECK((*groups)[2] == "b");
}

TEST_CASE("no occurrence gives nothing") {
    CHECK_FALSE(Regex("x").match("abc").has_value());
    CHECK_FALSE(Regex("x").found_in("abc"));
    CHECK(Regex("b").found_in("abc"));
    CHECK(Regex("x").match_all("abc").empty());
}

TEST_CASE("a group is found by its name") {
    const Regex pattern("(a)(?P<second>b)");
    CHECK(pattern.group("second") == 2);
    CHECK(pattern.group("first") == 0);
    CHECK((*pattern.match("ab"))[pattern.group("second")] == "b");
}

TEST_CASE("match_all finds every occurrence in order, none twice") {
    const auto all = Regex("(\\w)(\\d)").match_all("a1 b2 c d3");
    REQUIRE(all.size() == 3);
    CHECK(all[1][1] == "b");
    CHECK(all[2][2] == "3");
}

TEST_CASE("match_all keeps anchors and word boundaries of the whole text") {
    CHECK(Regex("^a").match_all("aaa").size() == 1);
    CHECK(Regex("\\bb").match_all("ab bb").size() == 1);
    CHECK(Regex("a\\b").match_all("aa a").size() == 2);
    CHECK(Regex("(?m)^x").match_all("x\nx\nax").size() == 2);
}

TEST_CASE("match_all passes empty occurrences by") {
    CHECK(Regex("x*").match_all("ab").size() == 3);
    CHECK(Regex("").match_all("").size() == 1);
}

TEST_CASE("replace_all knows the groups and reads any bytes") {
    CHECK(Regex("(\\d+)").replace_all("a1b22", "<\\1>") == "a<1>b<22>");
    CHECK(Regex("\xff+").replace_all("a\xff\xff"
                                     "b",
                                     "-") == "a-b");
}

TEST_CASE("a bad pattern is a bug") {
    CHECK_THROWS_AS(Regex("("), std::logic_error);
}
