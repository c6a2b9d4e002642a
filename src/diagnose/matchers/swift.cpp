#include <iterator>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

constexpr LineRule k_lines[] = {
    {": error: -[",
     "^(?P<file>[^\\s:]+\\.(?:swift|mm?)):(?P<line>\\d+): error: -\\[(?P<subject>"
     "[^\\]]+)\\] : (?P<message>.*)$",
     Category::test_failure, "assertion", "", "", "", "xctest"},
    {".swift:",
     "^(?P<file>[^\\s:]+\\.swift):(?P<line>\\d+): error: (?P<subject>\\w+\\.\\w+) : "
     "(?P<message>.*)$",
     Category::test_failure, "assertion", "", "", "", "xctest"},
    {".swift:",
     "^(?P<file>[^\\s:]+\\.swift):(?P<line>\\d+):(?P<column>\\d+): error: "
     "(?P<message>(?:cannot find (?:type )?'(?P<subject>[^']+)' in scope|use of "
     "(?:unresolved|undeclared) .*)).*$",
     Category::build_failure, "undeclared"},
    {".swift:",
     "^(?P<file>[^\\s:]+\\.swift):(?P<line>\\d+):(?P<column>\\d+): error: "
     "(?P<message>no such module '(?P<subject>[^']+)')",
     Category::import_error, "missing-module"},
    {".swift:",
     "^(?P<file>[^\\s:]+\\.swift):(?P<line>\\d+):(?P<column>\\d+): "
     "(?P<level>error|warning): "
     "(?P<message>.*) \\((?P<rule>[a-z_]+)\\)$",
     Category::lint_error, "", "", "", "", "swiftlint", Weight::problem, model::Severity::low},
    {".swift:",
     "^(?P<file>[^\\s:]+\\.swift):(?P<line>\\d+):(?P<column>\\d+): "
     "(?P<level>error|warning): "
     "(?P<message>.*)$",
     Category::type_error},
    {"❌", "^ *❌ +(?P<file>/?[^\\s:]+):(?P<line>\\d+):(?P<column>\\d+): (?P<message>.*)$",
     Category::type_error},
    {"❌", "^ *❌ +(?P<message>error: .*)$", Category::build_failure, "xcodebuild", "", "", "",
     "xcodebuild"},
    {"✗", "^ +✗ (?P<message>(?P<subject>test\\w+), .*)$", Category::test_failure, "assertion", "",
     "", "", "xctest"},
    {"xcodebuild: error:", "^(?P<message>xcodebuild: error: .*)$", Category::build_failure,
     "xcodebuild", "", "", "", "xcodebuild"},
    {"error: ",
     "^error: (?P<message>(?:no such module|Build input file cannot be found|terminated\\(|"
     "dependencies could not be resolved|root manifest not found|Package\\.resolved).*)$",
     Category::build_failure, "swiftpm", "", "", "", "swift"},
    {"CocoaPods could not find",
     "^(?:\\[!\\] )?(?P<message>CocoaPods could not find compatible versions for pod "
     "\"(?P<subject>[^\"]+)\".*)$",
     Category::dependency_error, "conflict", "", "Podfile", "", "cocoapods"},
    {"Unable to find a specification for",
     "(?P<message>Unable to find a specification for `(?P<subject>[^`]+)`.*)$",
     Category::dependency_error, "missing-pod", "", "Podfile", "", "cocoapods"},
    {"did not pass validation",
     "^\\[!\\] (?P<message>(?P<subject>\\S+) did not pass validation.*)$", Category::lint_error,
     "podspec", "", "", "", "cocoapods"},
    {"** ", "^(?P<message>\\*\\* (?:BUILD|TEST|ARCHIVE|TEST EXECUTE|TEST BUILD) FAILED \\*\\*)$",
     Category::build_failure, "failed", "", "", "", "xcodebuild", Weight::consequence},
};

/// The compiler, XCTest ("a.swift:3: error: -[Suite test] : text"), xcodebuild, xcpretty's crosses,
/// SwiftLint and CocoaPods.
const LineRules& rules() {
    static const LineRules k_rules("swiftc", {std::begin(k_lines), std::end(k_lines)});
    return k_rules;
}

/// "XCTAssertEqual failed: ("3") is not equal to ("2")".
void read_values(model::FailedTest& test) {
    static const base::Regex k_values("\\(\"(.*?)\"\\) is not equal to \\(\"(.*?)\"\\)");
    if (const auto groups = k_values.match(test.message)) {
        test.actual = (*groups)[1];
        test.expected = (*groups)[2];
    }
}

/// xcpretty's summary: "Module.Suite", "  test, words", "  /x/a.swift:30".
bool match_summary(const Section& section, Sink& sink) {
    static const base::Regex k_test("^  (\\w+), (.+)$");
    static const base::Regex k_place("^  (/?[^\\s:]+\\.\\w+):(\\d+)$");
    static const base::Regex k_suite("^(?:\\w+\\.)?\\w+$");
    bool has_any = false;
    std::string suite;
    for (std::size_t i = 0; i + 1 < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 2000);
        if (k_suite.found_in(text))
            suite = text;
        const auto test = k_test.match(text);
        const auto place = test ? k_place.match(section.text(i + 1).substr(0, 2000)) : std::nullopt;
        if (!place)
            continue;
        auto finding = finding_at(i, Category::test_failure, "xctest", "assertion");
        finding.end = i + 2;
        finding.failure.message = (*test)[2];
        model::FailedTest failed{suite + "." + std::string((*test)[1]), std::string((*place)[1]),
                                 number_of((*place)[2]), finding.failure.message};
        finding.failure.locations = {{failed.file, failed.line}};
        finding.failure.tests = {std::move(failed)};
        sink.report(std::move(finding));
        has_any = true;
    }
    return has_any;
}

void match_swift(const Section& section, Sink& sink) {
    const bool has_summary = match_summary(section, sink);
    for (std::size_t i = 0; i < section.size(); ++i) {
        auto finding = section.claimed(i) ? std::nullopt : rules().at(section, i);
        if (!finding ||
            (finding->weight == Weight::warning && finding->failure.tool != "swiftlint"))
            continue;
        auto& failure = finding->failure;
        if (has_summary && base::contains(section.text(i), "✗"))
            continue;
        if (failure.tool == "xctest") {
            model::FailedTest test{failure.subject};
            test.message = failure.message;
            read_values(test);
            if (!failure.locations.empty()) {
                test.file = failure.locations[0].file;
                test.line = failure.locations[0].line;
            }
            failure.subject.clear();
            failure.tests = {std::move(test)};
        }
        sink.report(std::move(*finding));
    }
}

}  // namespace

const Matcher swift_matcher = {
    "swift",
    {".swift:", ": error: -[", "❌", "xcodebuild: error:", "error: no such module",
     "CocoaPods could not find", "Unable to find a specification for", "did not pass validation",
     "FAILED **", "error: Build input file", "dependencies could not be resolved", "✗ "},
    match_swift};

}  // namespace mendel::diagnose
