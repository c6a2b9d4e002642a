#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/jvm_error.hpp"

namespace mendel::diagnose {

namespace {

using model::Severity;

Severity severity_of(std::string_view level) {
    if (level == "High" || level == "H")
        return Severity::high;
    return level == "Low" || level == "L" ? Severity::low : Severity::medium;
}

/// "High: Text [pkg.Type, pkg.Type$1] At Type.java:[line 12] RULE_NAME" of maven, and
/// "M C RULE: Text  At Type.java:[line 12]" of the command line and gradle.
void match_spotbugs(const Section& section, Sink& sink) {
    static const base::Regex k_maven(
        "^(High|Medium|Low): (.*?) \\[([\\w.$]+)[^\\]]*\\] .*?(\\w+\\.\\w+):\\[lines? (\\d+)[^\\]]*"
        "\\].*? ([A-Z0-9_]{4,})$");
    static const base::Regex k_text(
        "^([HML]) \\w ([A-Z0-9_]{4,}): (.*?) +(?:At|In) ([\\w$]+\\.\\w+):\\[lines? (\\d+)");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = base::trim(without_mark(section.text(i))).substr(0, 4000);
        if (!base::contains(text, ":[line"))
            continue;
        auto finding = finding_at(i, model::Category::lint_error, "spotbugs", "");
        auto& failure = finding.failure;
        if (const auto maven = k_maven.match(text)) {
            const std::string type((*maven)[3]);
            const auto dot = type.rfind('.');
            const auto package = dot == std::string::npos ? "" : type.substr(0, dot + 1);
            failure.rule = (*maven)[6];
            failure.message = (*maven)[2];
            failure.severity = severity_of((*maven)[1]);
            failure.locations = {{jvm_source(section, base::replace_all(package, ".", "/") +
                                                          std::string((*maven)[4])),
                                  number_of((*maven)[5])}};
        } else if (const auto line = k_text.match(text)) {
            failure.rule = (*line)[2];
            failure.message = (*line)[3];
            failure.severity = severity_of((*line)[1]);
            failure.locations = {{std::string((*line)[4]), number_of((*line)[5])}};
        } else {
            continue;
        }
        sink.report(std::move(finding));
    }
}

}  // namespace

const Matcher spotbugs_matcher = {"spotbugs", {":[line"}, match_spotbugs};

}  // namespace mendel::diagnose
