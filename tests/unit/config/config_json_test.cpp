#include "config/config_json.hpp"

#include <nlohmann/json.hpp>

#include "base/json_schema.hpp"
#include "base/text.hpp"
#include "config/data.hpp"
#include "support/catch.hpp"

using namespace mendel;
using base::Json;

namespace {

Json schema() {
    return base::parse_json(config::data_file("mendel.config.schema.json"), "schema").value();
}

/// Pointers of everything in the schema that is no section.
std::vector<std::string> leaves(const Json& node, const std::string& pointer = "") {
    if (!node.contains("properties"))
        return {pointer};
    std::vector<std::string> all;
    for (const auto& member : node["properties"].items())
        for (const auto& leaf : leaves(member.value(), pointer + "/" + member.key()))
            all.push_back(leaf);
    return all;
}

Json schema_of(const std::string& pointer) {
    return schema()[Json::json_pointer(base::replace_all(pointer, "/", "/properties/"))];
}

}  // namespace

TEST_CASE("the schema and Config hold the same keys") {
    auto keys = config::key_pointers();
    auto in_schema = leaves(schema());
    std::sort(keys.begin(), keys.end());
    std::sort(in_schema.begin(), in_schema.end());
    CHECK(keys == in_schema);
}

TEST_CASE("the schema names the defaults that Config has") {
    const auto defaults = config::to_json(config::Config{});
    for (const auto& pointer : config::key_pointers()) {
        INFO(pointer);
        CHECK(defaults[Json::json_pointer(pointer)] == schema_of(pointer)["default"]);
    }
}

TEST_CASE("the default configuration fits the schema") {
    const auto problems = base::check_schema(schema(), config::to_json(config::Config{}));
    REQUIRE(problems.has_value());
    CHECK(problems->empty());
}

TEST_CASE("what is written as JSON is read again") {
    config::Config first;
    first.heal.setup = {"a"};
    first.scope.max_files = 9;
    config::Config second;
    config::read_json(config::to_json(first), second);
    CHECK(config::to_json(second) == config::to_json(first));
    CHECK(second.scope.max_files == 9);
}

TEST_CASE("a file that is not embedded is empty") {
    CHECK(config::data_file("other").empty());
}
