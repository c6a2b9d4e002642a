#include <iterator>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/jvm_error.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

using W = Weight;
using S = model::Severity;
constexpr LineRule k_lines[] = {
    {"Could not find artifact",
     "(?P<message>Could not find artifact (?P<subject>[^\\s]+?)(?:[:;]? "
     "(?:in|\\(|\\[).*)?)$",
     Category::dependency_error, "missing-artifact", "", "pom.xml"},
    {"Failure to find", "(?P<message>Failure to find (?P<subject>[^\\s]+) in \\S+ was cached.*)$",
     Category::dependency_error, "missing-artifact", "", "pom.xml"},
    {"was not found in",
     "(?P<message>(?P<subject>[\\w.-]+:[\\w.:-]+) was not found in \\S+ "
     "during a previous attempt.*)$",
     Category::dependency_error, "missing-artifact", "", "pom.xml"},
    {"Could not transfer artifact",
     "^\\[ERROR\\].*(?P<message>Could not transfer artifact (?P<subject>\\S+) from/to .*)$",
     Category::infrastructure, "network"},
    {"in offline mode",
     "(?P<message>Cannot access \\S+ \\([^)]*\\) in offline mode and the "
     "artifact (?P<subject>\\S+) has not been downloaded.*)$",
     Category::dependency_error, "missing-artifact", "", "pom.xml"},
    {"Could not resolve dependencies",
     "^\\[ERROR\\].*(?P<message>Could not resolve dependencies for project.*)$",
     Category::dependency_error, "resolution", "", "pom.xml"},
    {"Non-resolvable",
     "^\\[(?:ERROR|FATAL)\\].*(?P<message>Non-resolvable (?:parent|import) POM.*)$",
     Category::dependency_error, "resolution", "", "pom.xml"},
    {"or one of its dependencies could not be resolved",
     "(?P<message>Plugin (?P<subject>\\S+) or one of its dependencies could not be "
     "resolved.*)$",
     Category::dependency_error, "resolution", "", "pom.xml"},
    {" @ line ",
     "^\\[(?:ERROR|FATAL)\\] (?:\\[(?:ERROR|FATAL)\\] )?(?P<message>.*?) @ "
     "(?:\\S+, )?line (?P<line>\\d+), column (?P<column>\\d+)",
     Category::build_failure, "manifest", "", "pom.xml"},
    {"Unknown lifecycle phase",
     "^\\[ERROR\\] (?P<message>Unknown lifecycle phase \"(?P<subject>[^\"]+)\")",
     Category::build_failure, "unknown-phase"},
    {"no POM in this directory",
     "^\\[ERROR\\] (?P<message>The goal you specified requires a project.*)$",
     Category::build_failure, "no-pom"},
    {"failed with message",
     "(?P<message>Rule \\d+: (?:[\\w.]+\\.)?(?P<rule>\\w+) failed with message.*)$",
     Category::build_failure, "", "", "pom.xml", "", "maven-enforcer"},
    {"has not been previously formatted",
     "(?P<message>File '(?P<file>[^']+)' has not been previously formatted)", Category::lint_error,
     "format", "", "", "format", "formatter-maven-plugin", W::problem, S::low},
    {"Rule violated for", "(?P<message>Rule violated for (?P<subject>\\w+ \\S+): .*)$",
     Category::test_failure, "coverage", "", "", "", "jacoco"},
    {"PMD Failure:",
     "(?P<message>PMD Failure: (?P<subject>[\\w.$]+):(?P<line>\\d+) "
     "Rule:(?P<rule>\\w+) .*)$",
     Category::lint_error, "", "", "", "", "pmd"},
    {"files with unapproved license", "(?P<message>Too many files with unapproved license.*)$",
     Category::lint_error, "license", "", "", "", "apache-rat"},
};

const LineRules& rules() {
    static const LineRules k_rules("maven", {std::begin(k_lines), std::end(k_lines)});
    return k_rules;
}

/// "Failed to execute goal a:b:1.2:test (id) on project x: text": what its plugin said before.
std::optional<Finding> goal_at(const Section& section, std::size_t at) {
    static const base::Regex k_goal(
        "Failed to execute goal (?:[^\\s:]+:)?([^\\s:]+?)(?::[^\\s:]+)?:(\\S+)(?: \\([^)]*\\))? "
        "on project ([^\\s:]+): (.*)$");
    const auto groups = k_goal.match(section.text(at).substr(0, 4000));
    if (!groups)
        return std::nullopt;
    auto finding = finding_at(at, Category::build_failure, "maven", (*groups)[1]);
    finding.failure.subject = (*groups)[3];
    finding.failure.message = (*groups)[4];
    if (contains((*groups)[4], "Could not resolve dependencies")) {
        finding.failure.category = Category::dependency_error;
        finding.failure.locations = {{"pom.xml"}};
    }
    finding.weight = Weight::consequence;
    return finding;
}

bool is_error_line(std::string_view text) {
    return text.substr(0, 7) == "[ERROR]" || text.substr(0, 7) == "[FATAL]" ||
           text.substr(0, 9) == "[WARNING]" || text.substr(0, 6) == "[INFO]" ||
           text.substr(0, 5) == "Rule ";
}

void match_maven(const Section& section, Sink& sink) {
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i);
        if (section.claimed(i) || !is_error_line(text))
            continue;
        const bool is_note = text.substr(0, 7) != "[ERROR]" && text.substr(0, 7) != "[FATAL]";
        auto finding = rules().at(section, i);
        if (finding && is_note && finding->failure.category == Category::dependency_error)
            continue;  // what maven tries elsewhere after a warning
        auto goal = goal_at(section, i);
        if (finding && goal && sink.has_problem())
            finding = std::nullopt;
        if (finding)
            sink.report(std::move(*finding));
        else if (goal)
            sink.report(std::move(*goal));
    }
}

}  // namespace

const Matcher maven_matcher = {
    "maven",
    {"Could not find artifact", "Failure to find", "was not found in",
     "Could not transfer artifact", "in offline mode", "Could not resolve dependencies",
     "Non-resolvable", "dependencies could not be resolved", " @ line ", "Unknown lifecycle phase",
     "no POM in this directory", "failed with message", "been previously formatted",
     "Rule violated for", "PMD Failure:", "unapproved license", "Failed to execute goal"},
    match_maven};

}  // namespace mendel::diagnose
