#include <set>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/jvm_error.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

std::string_view said(const Section& section, std::size_t at) {
    return base::trim(without_mark(section.text(at))).substr(0, 4000);
}

/// The name of "Testcase: name(pkg.Type): FAILED" and "Testcase: name took 0.1 sec".
struct Case {
    std::string name;
    std::string type;
};

std::optional<Case> case_of(std::string_view text, std::string_view suite) {
    static const base::Regex k_case(
        "^Testcase: (.+?)(?:\\(([\\w.$]+)\\))?(?::\\s*(?:FAILED|Caused an ERROR).*| took [\\d.,]+ "
        "s(?:ec)?.*)$");
    const auto groups = k_case.match(text);
    if (!groups)
        return std::nullopt;
    const auto type = (*groups)[2].empty() ? suite : (*groups)[2];
    return Case{std::string((*groups)[1]), std::string(type)};
}

/// The text of the failure: below "FAILED" or "Caused an ERROR", which stand in the case's line or
/// below it.
std::size_t text_below(const Section& section, std::size_t at) {
    auto i = at;
    const auto same = said(section, i);
    if (!contains(same, "FAILED") && !contains(same, "Caused an ERROR"))
        ++i;
    return i + 1;
}

bool is_failed(const Section& section, std::size_t at) {
    const auto own = said(section, at);
    const auto next = said(section, at + 1);
    return contains(own, ": FAILED") || contains(own, "Caused an ERROR") ||
           contains(own, ":\tFAILED") || next == "FAILED" || next == "Caused an ERROR";
}

void report(const Section& section, std::size_t at, const Case& test, Sink& sink) {
    const auto first = text_below(section, at);
    auto error = read_jvm_error(section, first, test.type);
    for (const auto line : base::split(error.message, '\n'))
        if (const auto named = jvm_error_of(line))
            error.type = named->type;  // the words come first, then the throwable
    const auto name = test.type.empty() ? test.name : test.type + "." + test.name;
    auto finding = jvm_test_finding(section, error, "junit", name, test.type);
    finding.begin = at;
    sink.report(std::move(finding));
}

void match_cases(const Section& section, Sink& sink) {
    static const base::Regex k_suite("^(?:Testsuite: |Running )([\\w.$]+)$");
    std::string suite;
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = said(section, i);
        if (const auto groups = k_suite.match(text))
            suite = (*groups)[1];
        if (text.substr(0, 10) != "Testcase: " || section.claimed(i) || !is_failed(section, i))
            continue;
        if (const auto test = case_of(text, suite))
            report(section, i, *test, sink);
    }
}

/// JUnit's own runner: "1) testA(pkg.Type)" below "There was 1 failure:".
void match_numbered(const Section& section, Sink& sink) {
    static const base::Regex k_there("^There (?:was|were) \\d+ (?:failures?|errors?):$");
    static const base::Regex k_entry("^\\d+\\) (\\S.*)\\(([\\w.$]+)\\)(.*)$");
    bool in_list = false;
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = said(section, i);
        in_list = in_list || k_there.found_in(text);
        const auto groups = in_list ? k_entry.match(text) : std::nullopt;
        if (!groups || section.claimed(i))
            continue;
        const std::string type((*groups)[2]);
        const auto error = read_jvm_error(section, (*groups)[3].empty() ? i + 1 : i, type);
        auto finding = jvm_test_finding(section, error, "junit",
                                        std::string((*groups)[1]) + "(" + type + ")", type);
        finding.begin = i;
        sink.report(std::move(finding));
        i = error.end - 1;
    }
}

/// A class of tests of which only the count of failures was printed.
std::optional<std::string> failed_class(std::string_view text, std::string_view running) {
    static const base::Regex k_test("^Test ([\\w.$]+) FAILED(?: \\(.*\\))?$");
    static const base::Regex k_count(
        "^Tests run: \\d+, Failures: (\\d+), (?:Errors: (\\d+), )?(?:Aborted|Skipped|Time)");
    if (const auto groups = k_test.match(text))
        return std::string((*groups)[1]);
    const auto groups = running.empty() ? std::nullopt : k_count.match(text);
    if (groups && number_of((*groups)[1]) + number_of((*groups)[2]) > 0)
        return std::string(running);
    return std::nullopt;
}

void match_classes(const Section& section, Sink& sink) {
    static const base::Regex k_running("^Running ([\\w.$]+)$");
    std::string running;
    std::set<std::string> reported;
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = said(section, i);
        if (const auto groups = k_running.match(text))
            running = (*groups)[1];
        const auto name = failed_class(text, running);
        if (!name || reported.count(*name) != 0 ||
            without_mark(section.text(i)).size() == section.text(i).size() || section.claimed(i))
            continue;
        auto finding = finding_at(i, Category::test_failure, "junit", "failed");
        finding.failure.message = text;
        finding.failure.tests = {{.name = *name, .message = std::string(text)}};
        reported.insert(*name);
        sink.report(std::move(finding));
    }
}

/// What stands below "BUILD FAILED": "/x/build.xml:12: text", innermost last.
void match_build(const Section& section, Sink& sink) {
    static const base::Regex k_place("^(/?[^\\s:]+\\.xml):(\\d+): (.+)$");
    static const base::Regex k_target("^Target \"([^\"]+)\" does not exist in the project");
    bool is_over = false;
    const bool is_explained = sink.has_problem();
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = said(section, i);
        is_over = is_over || text == "BUILD FAILED";
        if (const auto target = is_over ? k_target.match(text) : std::nullopt) {
            auto finding = finding_at(i, Category::build_failure, "ant", "missing-target");
            finding.failure.subject = (*target)[1];
            finding.failure.message = (*target)[0];
            finding.failure.locations = {{"build.xml"}};
            sink.report(std::move(finding));
        }
        const auto place = is_over && !section.claimed(i) ? k_place.match(text) : std::nullopt;
        if (!place || contains((*place)[3], "The following error occurred"))
            continue;
        auto finding = finding_at(i, Category::build_failure, "ant", "target");
        finding.failure.message = (*place)[3];
        finding.failure.locations = {{std::string((*place)[1]), number_of((*place)[2])}};
        finding.weight = is_explained ? Weight::consequence : Weight::problem;
        sink.report(std::move(finding));
    }
}

void match_ant(const Section& section, Sink& sink) {
    match_cases(section, sink);
    match_numbered(section, sink);
    if (!sink.has_problem())
        match_classes(section, sink);
    match_build(section, sink);
}

}  // namespace

const Matcher ant_matcher = {"ant",
                             {"Testcase: ", "There was 1 ", "failures:", "errors:", "BUILD FAILED",
                              "] Test ", "] Tests run: "},
                             match_ant};

}  // namespace mendel::diagnose
