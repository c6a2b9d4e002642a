#include "base/json.hpp"

#include <nlohmann/json.hpp>

#include "support/catch.hpp"

using namespace mendel::base;

TEST_CASE("parse_json names line and column of the first mistake") {
    const auto bad = parse_json("{\n  \"a\": 1,\n  \"b\": x\n}", "file.json");
    REQUIRE_FALSE(bad.has_value());
    CHECK(bad.error().kind == ErrorKind::user);
    CHECK(bad.error().where == "file.json:3:8");
}

TEST_CASE("parse_json refuses empty text and trailing text") {
    CHECK_FALSE(parse_json("", "x").has_value());
    CHECK_FALSE(parse_json("{} {}", "x").has_value());
    CHECK_FALSE(parse_json("[1,]", "x").has_value());
}

TEST_CASE("parse_json does not fall over on a deep document") {
    const auto deep = parse_json(std::string(50'000, '['), "x");
    CHECK_FALSE(deep.has_value());
}

TEST_CASE("to_line gives equal text for equal values, whatever the order of their keys") {
    CHECK(to_line(*parse_json(R"({"b": 1, "a": [2]})", "x")) == R"({"a":[2],"b":1})");
}

TEST_CASE("to_pretty_text ends in a LF and replaces bytes that are no UTF-8") {
    CHECK(to_pretty_text(Json{{"a", 1}}) == "{\n  \"a\": 1\n}\n");
    CHECK(to_line(Json("x\xffy")) == "\"x\xef\xbf\xbdy\"");
}
