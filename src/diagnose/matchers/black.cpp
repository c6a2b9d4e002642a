#include "base/regex.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// "error: cannot format x.py: Cannot parse: 1:6: def g(:" (line, and column counted from 0).
Finding syntax_finding(std::size_t i, const std::vector<std::string_view>& groups) {
    static const base::Regex k_place("Cannot parse(?: for target version [^:]+)?: (\\d+):(\\d+)");
    auto finding = finding_at(i, Category::syntax_error, "black", "cannot-format");
    auto& failure = finding.failure;
    failure.message = groups[2];
    failure.severity = model::Severity::high;
    failure.locations = {{std::string(groups[1]), 0, 0}};
    if (const auto place = k_place.match(groups[2])) {
        failure.rule = "SyntaxError";
        failure.fixable_by = {"syntax"};
        failure.locations[0].line = number_of((*place)[1]);
        failure.locations[0].column = number_of((*place)[2]) + 1;
    }
    return finding;
}

void match_black(const Section& section, Sink& sink) {
    static const base::Regex k_would("^(?:would reformat|error: would reformat) (.+)$");
    static const base::Regex k_cannot("^error: cannot format (.+?): (.+)$");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 8000);
        if (const auto groups = k_would.match(text)) {
            auto finding = finding_at(i, Category::lint_error, "black", "format");
            finding.failure.message = text;
            finding.failure.severity = model::Severity::low;
            finding.failure.confidence = 0.98;
            finding.failure.locations = {{std::string((*groups)[1]), 0, 0}};
            finding.failure.fixable_by = {"format"};
            finding.failure.suggestions = {"Run black on the files."};
            sink.report(std::move(finding));
        } else if (const auto parts = k_cannot.match(text)) {
            sink.report(syntax_finding(i, *parts));
        }
    }
}

}  // namespace

const Matcher black_matcher = {"black", {"would reformat ", "error: cannot format "}, match_black};

}  // namespace mendel::diagnose
