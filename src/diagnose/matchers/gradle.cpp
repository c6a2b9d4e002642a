#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

constexpr std::string_view k_heading = "* What went wrong:";

/// What stands between "* What went wrong:" and "* Try:".
struct Reason {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string task;        ///< ":app:compileJava"
    std::size_t line = 0;    ///< of the innermost "> text"
    std::string message;     ///< that text
    std::string first = {};  ///< the first line: "Execution failed for task ':x'."
};

std::string_view after_arrow(std::string_view text) {
    auto rest = base::trim(text);
    return rest.substr(0, 2) == "> " ? base::trim(rest.substr(2)) : std::string_view{};
}

Reason reason_at(const Section& section, std::size_t at) {
    static const base::Regex k_task("task '([^']+)'");
    Reason reason{at, at + 1, {}, at + 1, {}};
    for (auto i = at + 1; i < section.size() && i < at + 60; ++i) {
        const auto text = section.text(i).substr(0, 2000);
        if (text.substr(0, 6) == "* Try:" || text.substr(0, 12) == "* Exception " ||
            text.substr(0, 10) == "----------")
            break;
        reason.end = i + 1;
        if (reason.first.empty() && !text.empty() && text[0] != '>') {
            reason.first = text;
            if (const auto groups = k_task.match(text))
                reason.task = (*groups)[1];
        }
        if (const auto said = after_arrow(text); !said.empty() && said.substr(0, 5) != "Task ") {
            reason.message = said;
            reason.line = i;
        }
    }
    if (reason.message.empty())
        reason.message = reason.first;
    return reason;
}

/// What a task's own tool has said in full elsewhere in the log.
bool is_summary(std::string_view message) {
    static const base::Regex k_summary(
        "^(?:There were failing tests|Compilation failed|Compilation error|Checkstyle rule "
        "violations|Process 'command |Lint found |A failure occurred while executing|.*finished "
        "with non-zero exit value|Test process encountered an unexpected problem|Analysis failed|"
        "Kotlin|Internal compiler error|A build operation failed|\\d+ (?:PMD|SpotBugs|Checkstyle) |"
        "KtLint|Lint error|The following files had format violations)");
    return k_summary.found_in(message);
}

void describe(const Reason& reason, Finding& finding) {
    static const base::Regex k_missing(
        "^(?:Could not (?:find|resolve|GET|get resource|download) "
        "'?([^\\s']+[:/][^\\s']+?)'?\\.?(?:\\s|$)|No cached version of (\\S+) available|No "
        "matching (?:variant|configuration) of (\\S+)|Plugin \\[id: '([^']+)')");
    static const base::Regex k_script(
        "^(?:build file|settings file|Build file|script) '([^']+)'(?: line|:) ?(\\d+)");
    auto& failure = finding.failure;
    failure.message = reason.message;
    failure.subject = reason.task;
    if (const auto missing = k_missing.match(reason.message)) {
        failure.category = Category::dependency_error;
        failure.rule = "missing-artifact";
        for (std::size_t i = 1; i < missing->size(); ++i)
            if (!(*missing)[i].empty())
                failure.subject = (*missing)[i];
        failure.locations = {{"build.gradle"}};
    } else if (contains(reason.message, "ould not resolve all ")) {
        failure.category = Category::dependency_error;
        failure.rule = "resolution";
    } else if (contains(reason.message, "Timeout has been exceeded")) {
        failure.category = Category::timeout;
        failure.rule = "timeout";
    } else if (is_summary(reason.message)) {
        finding.weight = Weight::consequence;
    }
    if (const auto script = k_script.match(reason.first))
        failure.locations = {{std::string((*script)[1]), number_of((*script)[2])}};
}

/// "Build file '/x/build.gradle' line: 12" of "* Where:", above.
model::Location place_above(const Section& section, std::size_t at) {
    static const base::Regex k_where(
        "(?:[Bb]uild|[Ss]ettings|[Ss]cript) (?:file )?'([^']+)' line: (\\d+)");
    for (auto i = at; i-- > 0 && at - i < 5;)
        if (const auto groups = k_where.match(section.text(i).substr(0, 1000)))
            return {std::string((*groups)[1]), number_of((*groups)[2])};
    return {};
}

void match_gradle(const Section& section, Sink& sink) {
    for (std::size_t i = 0; i < section.size(); ++i) {
        if (section.text(i).substr(0, k_heading.size()) != k_heading)
            continue;
        const auto reason = reason_at(section, i);
        if (reason.message.empty())
            continue;
        auto finding = finding_at(reason.line, Category::build_failure, "gradle", "task");
        finding.begin = i;
        finding.end = reason.end;
        describe(reason, finding);
        if (const auto place = place_above(section, i); !place.file.empty())
            finding.failure.locations = {place};
        sink.report(std::move(finding));
        i = reason.end - 1;
    }
}

}  // namespace

const Matcher gradle_matcher = {"gradle", {k_heading}, match_gradle};

}  // namespace mendel::diagnose
