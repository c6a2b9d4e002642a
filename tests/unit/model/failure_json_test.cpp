#include "model/failure_json.hpp"

#include <set>

#include <nlohmann/json.hpp>

#include "support/catch.hpp"

using namespace mendel::model;

TEST_CASE("a failure in JSON has every member of mendel.analyze/1") {
    const auto json = to_json(Failure{});
    const std::set<std::string> wanted = {
        "category",   "severity",   "tool",        "step",        "command",     "exit_code",
        "message",    "log_line",   "log_offset",  "locations",   "tests",       "frames",
        "confidence", "fixable_by", "suggestions", "fingerprint", "occurrences", "caused_by"};
    for (const auto& name : wanted) {
        INFO(name);
        CHECK(json.contains(name));
    }
}

TEST_CASE("what is absent is null or an empty list") {
    const auto json = to_json(Failure{});
    CHECK(json["tool"].is_null());
    CHECK(json["exit_code"].is_null());
    CHECK(json["caused_by"].is_null());
    CHECK(json["locations"] == nlohmann::json::array());
}

TEST_CASE("zero is kept where it means something") {
    Failure failure;
    failure.exit_code = 0;
    failure.caused_by = 0;
    failure.locations = {{.file = "a.py", .line = 3}};
    const auto json = to_json(failure);
    CHECK(json["exit_code"] == 0);
    CHECK(json["caused_by"] == 0);
    CHECK(json["locations"][0]["line"] == 3);
    CHECK(json["locations"][0]["column"].is_null());
}

TEST_CASE("a failed test and a frame keep their parts") {
    Failure failure;
    failure.tests = {{.name = "t", .message = "m", .expected = "1", .actual = "2"}};
    failure.frames = {{.file = "a.py", .line = 1, .function = "f", .own = true}};
    const auto json = to_json(failure);
    CHECK(json["tests"][0]["expected"] == "1");
    CHECK(json["tests"][0]["file"].is_null());
    CHECK(json["frames"][0]["own"] == true);
}
