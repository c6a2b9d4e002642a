#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// "    [-] name 12ms (10ms|2ms)", the words, "at <ScriptBlock>, /x/a.Tests.ps1: line 3" or
/// "/x/a.Tests.ps1:3" below.
void match_pester(const Section& section, Sink& sink) {
    static const base::Regex k_failed("^ *\\[-\\] (\\S.*?)(?: +[\\d.,]+m?s(?: \\([^)]*\\))?)?$");
    static const base::Regex k_place(
        "(?:at .*?, )?((?:/|[A-Za-z]:)?[^\\s,]+\\.ps[dm]?1)(?:: line |:)(\\d+)");
    static const base::Regex k_values("^ *Expected:? (.{1,200}?), but got (.{1,200}?)\\.$");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto groups = k_failed.match(section.text(i).substr(0, 1000));
        if (!groups)
            continue;
        auto finding = finding_at(i, Category::test_failure, "pester", "failed");
        auto& failure = finding.failure;
        model::FailedTest test{std::string((*groups)[1])};
        auto end = i + 1;
        for (; end < section.size() && end < i + 20; ++end) {
            const auto text = section.text(end).substr(0, 1000);
            const auto words = base::trim(text);
            if (words.empty() || words.substr(0, 3) == "[-]" || words.substr(0, 3) == "[+]")
                break;
            if (failure.message.empty())
                failure.message = words;
            if (const auto values = k_values.match(text)) {
                test.expected = (*values)[1];
                test.actual = (*values)[2];
            }
            if (const auto place = k_place.match(text); place && test.file.empty()) {
                test.file = (*place)[1];
                test.line = number_of((*place)[2]);
            }
        }
        finding.end = end;
        if (failure.message.empty())
            failure.message = test.name + " failed";
        test.message = failure.message;
        if (!test.file.empty())
            failure.locations = {{test.file, test.line}};
        failure.tests = {std::move(test)};
        sink.report(std::move(finding));
    }
}

/// PowerShell's own errors: "Line |", or "At /x/a.ps1:3 char:5".
void match_powershell(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "powershell",
        {
            {"is not recognized as",
             "^(?:\\S+ ?: )?(?P<message>The term '(?P<subject>[^']+)' is not recognized as .*)$",
             Category::dependency_error, "command-not-found"},
            {"ParserError: ",
             "^ParserError: (?P<file>[^\\s:]+\\.ps[dm]?1):(?P<line>\\d+)(?P<message>.*)$",
             Category::syntax_error, "syntax"},
            {".ps1:",
             "^(?P<rule>\\w+): (?P<file>/?[^\\s:]+\\.ps[dm]?1):(?P<line>\\d+)(?P<message>)$",
             Category::runtime_error},
        });
    k_rules.read_as_last(section, sink);
}

void match_all(const Section& section, Sink& sink) {
    match_pester(section, sink);
    match_powershell(section, sink);
}

}  // namespace

const Matcher pester_matcher = {
    "pester", {"[-] ", "is not recognized as", "ParserError: "}, match_all};

}  // namespace mendel::diagnose
