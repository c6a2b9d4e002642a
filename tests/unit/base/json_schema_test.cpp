#include "base/json_schema.hpp"

#include <nlohmann/json.hpp>

#include "support/catch.hpp"

using namespace mendel::base;

namespace {

Json json(const char* text) {
    return parse_json(text, "test").value();
}

const char* const k_schema = R"({
  "type": "object", "required": ["name"], "additionalProperties": false,
  "properties": {"name": {"type": "string"},
                 "sizes": {"type": "array", "items": {"type": "integer", "minimum": 1}},
                 "a/b": {"type": "integer"}}})";

}  // namespace

TEST_CASE("a value that fits its schema has no problems") {
    const auto problems = check_schema(json(k_schema), json(R"({"name": "x", "sizes": [1, 2]})"));
    REQUIRE(problems.has_value());
    CHECK(problems->empty());
}

TEST_CASE("a problem carries the JSON pointer of the value concerned") {
    const auto pointers = [](const char* value) {
        std::vector<std::string> found;
        const auto problems = check_schema(json(k_schema), json(value)).value();
        for (const auto& problem : problems)
            found.push_back(problem.pointer);
        return found;
    };
    using Catch::Matchers::VectorContains;
    CHECK_THAT(pointers(R"({"name": 1})"), VectorContains(std::string("/name")));
    CHECK_THAT(pointers(R"({"name": "x", "sizes": [1, 0]})"),
               VectorContains(std::string("/sizes/1")));
    CHECK_THAT(pointers(R"({"name": "x", "a/b": "y"})"), VectorContains(std::string("/a~1b")));
    CHECK_THAT(pointers("{}"), VectorContains(std::string()));
}

TEST_CASE("types are strict: a number in quotes is no number") {
    CHECK_FALSE(check_schema(json(k_schema), json(R"({"name": "x", "sizes": ["1"]})"))->empty());
}

TEST_CASE("a schema that cannot be read is a bug, not a problem of the value") {
    const auto result = check_schema(json(R"({"type": 5})"), json("1"));
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().kind == ErrorKind::bug);
}
