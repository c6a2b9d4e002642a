#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// testthat: "── Failure (test-a.R:3:5): name ──" or "1. Failure: name (@test-a.R#3) ---".
void match_testthat(const Section& section, Sink& sink) {
    static const base::Regex k_now(
        "^(?:── |-- )?(?:\\d+\\. )?(Failure|Error|FAILURE|ERROR) "
        "\\('?(\\S+?):(\\d+)(?::\\d+)?'?\\): (.*?) ?[─-]*$");
    static const base::Regex k_then(
        "^(?:── )?\\d+\\. (Failure|Error): (.*?) \\(@(\\S+)#(\\d+)\\) *[─-]*$");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = base::trim(section.text(i)).substr(0, 1000);
        const auto now = k_now.match(text);
        const auto then = now ? std::nullopt : k_then.match(text);
        if (!now && !then)
            continue;
        model::FailedTest test;
        test.name = now ? (*now)[4] : (*then)[2];
        test.file = now ? (*now)[2] : (*then)[3];
        test.line = number_of(now ? (*now)[3] : (*then)[4]);
        auto finding = finding_at(i, Category::test_failure, "testthat", "expectation");
        const auto words = base::trim(section.text(i + 1));
        finding.failure.message = words.empty() ? test.name + " failed" : std::string(words);
        finding.end = i + 2;
        test.message = finding.failure.message;
        finding.failure.locations = {{test.file, test.line}};
        finding.failure.tests = {std::move(test)};
        sink.report(std::move(finding));
    }
}

void match_r(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "R", {
                 {"there is no package called",
                  "^(?:Error in .*? : *|.*)(?P<message>there is no package called "
                  "(?:‘|')(?P<subject>[\\w.]+)(?:’|'))",
                  Category::import_error, "missing-package"},
                 {"dependencies ",
                  "^ERROR: (?P<message>dependenc(?:y|ies) (?:‘|')(?P<subject>[\\w.]+)(?:’|').* "
                  "(?:is|are) not "
                  "available for package.*)$",
                  Category::dependency_error, "missing-package"},
                 {"... ERROR", "^\\* (?P<message>checking (?P<subject>.*) \\.\\.\\. ERROR)$",
                  Category::build_failure, "check", "", "", "", "R CMD check", Weight::consequence},
                 {"Error in ", "^(?P<message>Error in .* ?:.*)$", Category::runtime_error, "error"},
                 {"compilation failed for package",
                  "^ERROR: (?P<message>compilation failed for package "
                  "(?:‘|')(?P<subject>[\\w.]+)(?:’|'))",
                  Category::build_failure, "compile", "", "", "", "", Weight::consequence},
             });
    match_testthat(section, sink);
    k_rules.read_as_last(section, sink);
}

}  // namespace

const Matcher r_check_matcher = {"R",
                                 {"there is no package called", "not available for package",
                                  "... ERROR", "Error in ", "compilation failed for package",
                                  "── Failure", "── Error", "Failure: ", "-- Failure", ". Error: "},
                                 match_r};

}  // namespace mendel::diagnose
