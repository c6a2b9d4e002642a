#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/json_schema.hpp"
#include "publish/sarif.hpp"
#include "support/catch.hpp"
#include "sys/files.hpp"

namespace mendel::publish {

namespace {

/// The schema of OASIS, as Microsoft's matchers for SARIF bring it.
base::Json official_schema() {
    const auto text = sys::read_file(MENDEL_SOURCE_FOLDER
                                     "/tests/peers/node_modules/@microsoft/jest-sarif/lib/schemas/"
                                     "sarif-2.1.0-rtm.5.json");
    INFO("npm ci --prefix tests/peers brings the schema");
    REQUIRE(text);
    return base::parse_json(*text, "schema").value();
}

std::vector<model::Failure> failures() {
    model::Failure full{.category = model::Category::test_failure,
                        .severity = model::Severity::critical,
                        .tool = "pytest",
                        .rule = "AssertionError",
                        .subject = "x",
                        .step = "Run tests",
                        .command = "pytest -q",
                        .exit_code = 1,
                        .message = "assert 1 == 2",
                        .log_line = 4,
                        .log_offset = 100};
    full.locations = {{"tests/a b.py", 3, 7}, {"/usr/lib/python3/x.py", 0, 0}, {"", 1, 1}};
    full.tests = {{.name = "tests/a.py::test_a", .message = "assert 1 == 2"}};
    full.fingerprint = std::string(64, 'a');
    full.confidence = 0.95;
    full.fixable_by = {"lint"};
    model::Failure empty{.caused_by = 0};
    return {full, empty};
}

}  // namespace

TEST_CASE("SARIF fits the official schema of version 2.1.0") {
    const auto schema = official_schema();
    for (const auto& list : {failures(), std::vector<model::Failure>{}}) {
        const auto problems = base::check_schema(schema, failures_sarif(list));
        REQUIRE(problems);
        for (const auto& problem : *problems)
            FAIL_CHECK(problem.pointer << ": " << problem.message);
    }
    auto broken = failures_sarif(failures());
    broken["runs"][0]["results"][0].erase("message");
    const auto problems = base::check_schema(schema, broken);
    REQUIRE(problems);
    CHECK(!problems->empty());
}

}  // namespace mendel::publish
