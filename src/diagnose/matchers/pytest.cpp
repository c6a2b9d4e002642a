#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/pytest_report.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

bool begins(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

/// "ImportError while loading conftest '...'" and the short traceback after it.
void match_conftest(const Section& section, Sink& sink) {
    for (std::size_t i = 0; i < section.size(); ++i) {
        if (section.claimed(i) || !base::contains(section.text(i), " while loading conftest '"))
            continue;
        PytestBlock block{.title = "conftest", .begin = i, .end = i + 1};
        while (block.end < section.size() && block.end < i + 200 &&
               !section.text(block.end).empty())
            ++block.end;
        const auto error = error_of(section, block);
        auto finding = finding_at(error.line > 0 ? error.line : i, Category::runtime_error,
                                  "pytest", "conftest");
        finding.begin = i;
        finding.end = block.end;
        finding.failure.message = section.text(i);
        finding.failure.severity = model::Severity::high;
        if (!error.type.empty())
            describe(finding.failure, error);
        sink.report(std::move(finding));
    }
}

void match_internal_error(const Section& section, Sink& sink) {
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i);
        if (section.claimed(i) || !begins(text, "INTERNALERROR>") ||
            !base::contains(text, "Traceback (most recent call last):"))
            continue;
        const auto error = read_traceback(section, i);
        if (!error)
            continue;
        auto finding = finding_at(error->line, Category::runtime_error, "pytest", error->type);
        finding.begin = i;
        finding.end = error->end;
        finding.failure.severity = model::Severity::high;
        describe(finding.failure, *error);
        sink.report(std::move(finding));
        i = error->end;
    }
}

/// Complaints about the command line, the configuration and the choice of tests.
void match_usage(const Section& section, Sink& sink) {
    static const base::Regex k_usage(
        "^(?:\\S*py\\.?test\\S*|__main__\\.py|\\S*pytest/__main__\\.py): "
        "error: (.+)$");
    static const base::Regex k_not_found(
        "^ERROR: ((?:file or directory not found|not found|module or package not found): (\\S+))");
    static const base::Regex k_other("^(?:ERROR|pytest\\.UsageError): (.+)$");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 4000);
        auto finding = finding_at(i, Category::runtime_error, "pytest", "usage");
        auto& failure = finding.failure;
        if (const auto groups = k_usage.match(text)) {
            failure.message = (*groups)[1];
            if (base::contains(text, "unrecognized arguments: "))
                failure.subject = base::split_words(text.substr(text.find("s: ") + 3))[0];
            if (base::contains(text, "unrecognized arguments: --cov"))
                failure.fixable_by = {"dependencies"};
        } else if (const auto missing = k_not_found.match(text)) {
            failure.rule = "not-found";
            failure.message = (*missing)[1];
            failure.subject = (*missing)[2];
            if (sink.has_problem())
                finding.weight = Weight::consequence;
        } else {
            continue;
        }
        sink.report(std::move(finding));
    }
}

/// A run that selected nothing ends with exit code 5.
void match_no_tests(const Section& section, Sink& sink) {
    static const base::Regex k_none("^=* ?(?:no tests ran|\\d+ deselected) in [\\d.]+");
    if (section.step().exit_code != 5 || sink.has_problem())
        return;
    for (std::size_t i = section.size(); i-- > 0;)
        if (k_none.found_in(section.text(i).substr(0, 500))) {
            auto finding = finding_at(i, Category::test_failure, "pytest", "no-tests");
            finding.failure.message = "no tests ran";
            finding.failure.suggestions = {
                "Look at the paths, names and markers on the command line: they select no test."};
            sink.report(std::move(finding));
            return;
        }
}

void match_pytest(const Section& section, Sink& sink) {
    report_pytest_failures(section, sink);
    match_conftest(section, sink);
    match_internal_error(section, sink);
    match_usage(section, sink);
    match_no_tests(section, sink);
}

}  // namespace

const Matcher pytest_matcher = {
    "pytest",
    {"= FAILURES =", "= ERRORS =", "short test summary info", ".py::", "INTERNALERROR>",
     "while loading conftest", "test: error:", "__main__.py: error:", "ERROR: not found:",
     "ERROR: file or directory not found:", "ERROR: module or package not found", "no tests ran",
     " deselected in ", "___ ", "E   "},  // the last two: each block of the report has them
    match_pytest};

}  // namespace mendel::diagnose
