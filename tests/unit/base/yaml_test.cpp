#include "base/yaml.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "support/catch.hpp"

using namespace mendel::base;

namespace {

Json value_of(const std::string& text) {
    return *parse_yaml(text, "x.yml").value().value;
}

std::string place_of(const Mark& mark) {
    return fmt::format("{}:{}", mark.line, mark.column);
}

std::string error_of(const std::string& text) {
    const auto parsed = parse_yaml(text, "x.yml");
    return parsed ? "" : describe(parsed.error());
}

}  // namespace

TEST_CASE("plain scalars get their type by the core schema, quoted ones stay text") {
    struct Case {
        const char* yaml;
        Json value;
    };
    const auto c = GENERATE(values<Case>({
        {"1", 1},
        {"-7", -7},
        {"+7", 7},
        {"1.5", 1.5},
        {"1e3", 1000.0},
        {"true", true},
        {"False", false},
        {"null", nullptr},
        {"~", nullptr},
        {"", nullptr},
        {"# a comment", nullptr},
        {"yes", "yes"},
        {"on", "on"},
        {"1.2.3", "1.2.3"},
        {"'1'", "1"},
        {"\"true\"", "true"},
        {"\"\"", ""},
        {"!!str 5", "5"},
        {"99999999999999999999999", 1e23},
        {"|\n  a\n  b\n", "a\nb\n"},
    }));
    INFO(c.yaml);
    CHECK(value_of(c.yaml) == c.value);
}

TEST_CASE("values and keys carry their places, by JSON pointer") {
    const auto document = parse_yaml("a:\n  b/c: [1,\n        2]\n  d: x\n", "x.yml").value();
    CHECK(place_of(document.key_marks.at("/a")) == "1:1");
    CHECK(place_of(document.key_marks.at("/a/b~1c")) == "2:3");
    CHECK(place_of(document.marks.at("/a/b~1c/1")) == "3:9");
    CHECK(place_of(document.marks.at("/a/d")) == "4:6");
}

TEST_CASE("a syntax error names line and column") {
    CHECK_THAT(error_of("a: 1\nb: [1, 2\nc: 3\n"), Catch::Matchers::StartsWith("x.yml:3:"));
    CHECK_THAT(error_of("a: 1\n\tb: 2\n"), Catch::Matchers::StartsWith("x.yml:2:"));
}

TEST_CASE("a duplicate key is an error at the second one") {
    CHECK_THAT(error_of("a: 1\nb: 2\na: 3\n"),
               Catch::Matchers::StartsWith("x.yml:3:1: The key 'a'"));
}

TEST_CASE("a key that is a list is an error") {
    CHECK_THAT(error_of("? [a, b]\n: 1\n"), Catch::Matchers::StartsWith("x.yml:1:"));
}

TEST_CASE("an alias is read, a bomb of aliases is an error") {
    CHECK(value_of("a: &x [1]\nb: *x\n") == Json{{"a", {1}}, {"b", {1}}});
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 9; ++i) {
        bomb += fmt::format("a{}: &a{} [", i, i);
        for (int j = 0; j < 10; ++j)
            bomb += fmt::format("{}*a{}", j ? ", " : "", i - 1);
        bomb += "]\n";
    }
    CHECK_THAT(error_of(bomb), Catch::Matchers::Contains("too large or too deep"));
    CHECK_THAT(error_of("&a [*a]"), Catch::Matchers::StartsWith("x.yml:"));
}

TEST_CASE("a document that nests without end is an error") {
    CHECK_FALSE(error_of(std::string(100'000, '[')).empty());
    CHECK_FALSE(error_of(std::string(100'000, '{')).empty());
}

TEST_CASE("a second document in the same text is an error, not passed over") {
    CHECK_THAT(error_of("a: 1\n---\nb: 2\n"), Catch::Matchers::StartsWith("x.yml:2:1: "));
    CHECK(value_of("---\na: 1\n...\n") == Json{{"a", 1}});
}

TEST_CASE("a broken text from which no end of the document is reached is read once") {
    CHECK_FALSE(error_of("a: [b\n...\x01 -").empty());
    CHECK_NOTHROW(error_of(",git/c\x89nfig\nsub/x\na/[a-/../b\ngit~ig\n"));
}
