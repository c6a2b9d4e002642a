#include "cli/render_failures.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "publish/sarif.hpp"
#include "support/catch.hpp"

namespace mendel::cli {

namespace {

model::Failure missing_module() {
    model::Failure failure;
    failure.category = model::Category::import_error;
    failure.severity = model::Severity::high;
    failure.tool = "pytest";
    failure.rule = "ModuleNotFoundError";
    failure.subject = "requests";
    failure.message = "ModuleNotFoundError: No module named 'requests'";
    failure.log_line = 17;
    failure.locations = {{"shop/a b#1.py", 3, 5}, {"/usr/lib/x.py", 1, 0}};
    failure.fingerprint = std::string(64, 'a');
    failure.confidence = 0.95;
    failure.fixable_by = {"imports", "dependencies"};
    failure.evidence = "E   ModuleNotFoundError\n";
    return failure;
}

model::Failure hostile() {
    model::Failure failure;
    failure.tool = "lint";
    failure.rule = "x,y:z%";
    failure.message = "``` @team | <img> \x1b[31m\r\n::error::owned";
    failure.evidence = "```\n::set-output name=a::b\n````\n";
    failure.log_line = 1;
    failure.severity = model::Severity::low;
    failure.caused_by = 0;
    return failure;
}

}  // namespace

TEST_CASE("failures as JSON carry the schema and every field of the public shape") {
    const auto json = failures_json({missing_module()});
    CHECK(json.at("schema") == "mendel.analyze/1");
    const auto& first = json.at("failures").at(0);
    for (const auto* field :
         {"category", "severity", "tool", "step", "command", "exit_code", "message", "log_line",
          "log_offset", "locations", "tests", "frames", "fingerprint", "confidence", "fixable_by",
          "suggestions", "occurrences", "caused_by"})
        CHECK(first.contains(field));
    CHECK(failures_json({}).at("failures").empty());
}

TEST_CASE("SARIF names rules once, encodes paths and keeps fingerprints") {
    const auto sarif = publish::failures_sarif({missing_module(), missing_module(), hostile()});
    CHECK(sarif.at("version") == "2.1.0");
    const auto& run = sarif.at("runs").at(0);
    CHECK(run.at("tool").at("driver").at("rules").size() == 2);
    CHECK(run.at("results").size() == 3);
    const auto& result = run.at("results").at(0);
    CHECK(result.at("ruleId") == "pytest/ModuleNotFoundError");
    CHECK(result.at("level") == "error");
    CHECK(result.at("partialFingerprints").at("mendelFingerprint/v1") == std::string(64, 'a'));
    const auto& place = result.at("locations").at(0).at("physicalLocation");
    CHECK(place.at("artifactLocation").at("uri") == "shop/a%20b%231.py");
    CHECK(place.at("region").at("startLine") == 3);
    CHECK(place.at("region").at("startColumn") == 5);
    const auto& outside = result.at("locations").at(1).at("physicalLocation");
    CHECK(outside.at("artifactLocation").at("uri") == "file:///usr/lib/x.py");
    CHECK(!outside.at("region").contains("startColumn"));
}

TEST_CASE("annotations escape what the runner would read as a command") {
    const auto text = failures_github({hostile()});
    CHECK(text.substr(0, 9) == "::notice ");
    CHECK(base::split_lines(text).size() == 1);
    CHECK(base::contains(text, "title=lint x%2Cy%3Az%25::"));
    CHECK(base::contains(text, "%0A::error::owned"));
    const auto placed = failures_github({missing_module()});
    CHECK(placed.substr(0, 42) == "::error file=shop/a b#1.py,line=3,col=5,ti");
}

TEST_CASE("markdown keeps the words of strangers inside code") {
    const auto text = failures_markdown({missing_module(), hostile()});
    CHECK(base::contains(text, "| 1 | import_error | `pytest ModuleNotFoundError requests` |"));
    CHECK(base::contains(text, "because of 1"));
    CHECK(base::contains(text, "`````text\n```\n"));
    CHECK(base::contains(text, "```` ``` @team"));
    CHECK(!base::contains(text, "\x1b"));
    CHECK(failures_markdown({}) == "No failure found.\n");
}

TEST_CASE("text for a person names cause, place and what can be tried") {
    const auto text = failures_text({missing_module(), hostile()}, Style(false));
    CHECK(base::contains(text, "2 failures, root cause first"));
    CHECK(base::contains(text, "1.  high  import_error  pytest ModuleNotFoundError requests"));
    CHECK(base::contains(text, "shop/a b#1.py:3:5"));
    CHECK(base::contains(text, "can be tried: imports, dependencies"));
    CHECK(base::contains(text, "because of 1"));
    CHECK(!base::contains(text, "\x1b"));
    CHECK(base::contains(failures_text({missing_module()}, Style(true)), "\x1b["));
}

TEST_CASE("each format's name selects it and an unknown one is text") {
    const std::vector<model::Failure> failures = {missing_module()};
    const Style plain(false);
    CHECK(render_failures(failures, "json", plain).substr(0, 1) == "{");
    CHECK(base::contains(render_failures(failures, "sarif", plain), "\"2.1.0\""));
    CHECK(render_failures(failures, "markdown", plain).substr(0, 3) == "## ");
    CHECK(render_failures(failures, "github", plain).substr(0, 2) == "::");
    CHECK(render_failures(failures, "text", plain).substr(0, 9) == "1 failure");
}

}  // namespace mendel::cli
