#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// "#   Failed test 'name'", "#   at t/a.t line 3.", "#          got: '1'", "#     expected: '2'".
void match_more(const Section& section, Sink& sink) {
    static const base::Regex k_failed(
        "^# +Failed (?:\\(TODO\\) )?test(?: '(.*)')?(?: (?:at|in) (\\S+) (?:at )?line "
        "(\\d+)\\.?)?$");
    static const base::Regex k_at("^# +(?:at|in) (\\S+)(?: at)? line (\\d+)\\.$");
    static const base::Regex k_side("^# +(got|expected): (.*)$");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto failed = k_failed.match(base::trim(section.text(i)).substr(0, 2000));
        if (!failed || base::contains(section.text(i), "(TODO)"))
            continue;
        auto finding = finding_at(i, Category::test_failure, "prove", "not-ok");
        auto& failure = finding.failure;
        model::FailedTest test{std::string((*failed)[1]), std::string((*failed)[2]),
                               number_of((*failed)[3])};
        auto end = i + 1;
        for (; end < section.size() && end < i + 8; ++end) {
            const auto text = base::trim(section.text(end)).substr(0, 2000);
            if (const auto at = k_at.match(text); at && test.file.empty()) {
                test.file = (*at)[1];
                test.line = number_of((*at)[2]);
            } else if (const auto side = k_side.match(text)) {
                ((*side)[1] == "got" ? test.actual : test.expected) = (*side)[2];
            } else {
                break;
            }
        }
        if (test.name.empty())
            test.name = test.file + " line " + std::to_string(test.line);
        failure.message = "Failed test '" + test.name + "'";
        if (!test.expected.empty() || !test.actual.empty())
            failure.message += "; got " + test.actual + ", expected " + test.expected;
        test.message = failure.message;
        failure.locations = {{test.file, test.line}};
        failure.tests = {std::move(test)};
        finding.end = end;
        sink.report(std::move(finding));
    }
}

void match_perl(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "perl",
        {
            {"Can't locate",
             "^(?:#\\s+Error: +)?(?P<message>Can't locate (?P<subject>\\S+)\\.pm in @INC.*?)(?: at "
             "(?P<file>\\S+) line (?P<line>\\d+)\\.?)?$",
             Category::import_error, "missing-module"},
            {"syntax error at",
             "^(?P<message>syntax error at (?P<file>\\S+) line (?P<line>\\d+), near .*)$",
             Category::syntax_error, "syntax"},
            {"Global symbol",
             "^(?P<message>Global symbol \"(?P<subject>[^\"]+)\" requires explicit package name.* "
             "at (?P<file>\\S+) line (?P<line>\\d+)\\.)$",
             Category::build_failure, "undeclared"},
            {" is not installed", "^(?P<message>! *(?P<subject>[\\w:]+) is not installed.*)$",
             Category::dependency_error, "missing-module", "", "", "", "cpanm"},
            {"Installing the dependencies failed",
             "^(?:! )?(?P<message>Installing the dependencies failed: "
             ".*?'(?P<subject>[\\w:]+)'.*)$",
             Category::dependency_error, "missing-module", "", "", "", "cpanm"},
            {" at line ",
             "^(?P<message>.*) at line (?P<line>\\d+), column (?P<column>\\d+)\\.  (?:See pages? "
             ".*|.*)\\(Severity: \\d\\)$",
             Category::lint_error, "policy", "", "", "", "perlcritic", Weight::problem,
             model::Severity::low},
            {"BEGIN failed--", "^(?P<message>BEGIN failed--.*)$", Category::test_failure, "died",
             "", "", "", "prove", Weight::consequence},
            {" line ",
             "^(?:(?P<test>t/\\S+\\.t) \\.+ )?(?P<message>\\S.* at (?P<file>t/\\S+\\.t) line "
             "(?P<line>\\d+)\\.)$",
             Category::test_failure, "died", "", "", "", "prove"},
            {"Dubious, test returned",
             "^(?P<message>(?:(?P<subject>t/\\S+) \\.+ )?Dubious, test returned \\d+.*)$",
             Category::test_failure, "dubious", "", "", "", "prove", Weight::consequence},
            {"Result: FAIL", "^(?P<message>Result: FAIL)$", Category::test_failure, "failed", "",
             "", "", "prove", Weight::consequence},
        });
    if (!sink.has_problem())  // what TAP says is told by its own matcher
        match_more(section, sink);
    k_rules.read(section, sink);
}

}  // namespace

const Matcher perl_matcher = {
    "perl",
    {"Failed test", "Can't locate", "syntax error at", "Global symbol",
     "Installing the dependencies failed", "(Severity: ", "Dubious, test returned", "Result: FAIL"},
    match_perl};

}  // namespace mendel::diagnose
