#include "diagnose/matchers/line_rules.hpp"

#include "support/catch.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

const LineRules& rules() {
    static const LineRules k_rules(
        "inn", {{": bad ", "^(?P<file>\\S+):(?P<line>\\d+): bad (?P<rule>R\\d+) (?P<message>.*)$",
                 Category::lint_error},
                {"note", "^(?P<level>warning|error): (?P<message>note .*)$",
                 Category::build_failure, "note", "inn.toml", "inn.toml", "format"}});
    return k_rules;
}

std::vector<Finding> read(const std::string& text, bool as_last) {
    model::LogSource source;
    source.text = text;
    const Log log(source);
    Section section(log, log.steps()[0], "");
    Sink sink(section);
    sink.report(finding_at(0, Category::test_failure, "first", "x"));
    as_last ? rules().read_as_last(section, sink) : rules().read(section, sink);
    return sink.findings();
}

}  // namespace

TEST_CASE("groups fill the finding, what a line does not name comes from its rule") {
    const auto found = read("claimed\na.x:3: bad R2 too long\nerror: note this\n", false);
    REQUIRE(found.size() == 3);
    CHECK(found[1].failure.rule == "R2");
    CHECK(found[1].failure.message == "too long");
    CHECK(found[1].failure.locations == std::vector<model::Location>{{"a.x", 3, 0}});
    CHECK(found[2].failure.subject == "inn.toml");
    CHECK(found[2].failure.fixable_by == std::vector<std::string>{"format"});
    CHECK(found[2].weight == Weight::problem);
}

TEST_CASE("a mild level makes a warning, a claimed line is passed over") {
    const auto found = read("a.x:3: bad R2 claimed\nwarning: note this\n", false);
    REQUIRE(found.size() == 2);
    CHECK(found[1].weight == Weight::warning);
    CHECK(found[1].failure.severity == model::Severity::low);
}

TEST_CASE("what is often noise counts as a warning behind another problem") {
    CHECK(read("claimed\na.x:3: bad R2 too long\n", true)[1].weight == Weight::warning);
}

}  // namespace mendel::diagnose
