#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;
using model::Severity;

Severity severity_of(std::string_view text) {
    if (base::contains(text, "Severity: High"))
        return Severity::high;
    return base::contains(text, "Severity: Low") ? Severity::low : Severity::medium;
}

/// ">> Issue: [B602:name] text", "   Severity: High   Confidence: High", "   Location: a.py:3:4".
void match_bandit(const Section& section, Sink& sink) {
    static const base::Regex k_issue("^>> Issue: \\[(B\\d+)(?::([\\w-]+))?\\] (.*)$");
    static const base::Regex k_place("^ +Location: (?:\\./)?(.+?):(\\d+)(?::(\\d+))?$");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto groups = k_issue.match(section.text(i).substr(0, 2000));
        if (!groups)
            continue;
        auto finding = finding_at(i, Category::security_vulnerability, "bandit", (*groups)[1]);
        auto& failure = finding.failure;
        failure.message = (*groups)[3];
        for (auto at = i + 1; at < section.size() && at < i + 8; ++at) {
            const auto text = section.text(at);
            if (base::contains(text, "Severity: "))
                failure.severity = severity_of(text);
            if (const auto place = k_place.match(text.substr(0, 2000))) {
                failure.locations = {
                    {std::string((*place)[1]), number_of((*place)[2]), number_of((*place)[3])}};
                finding.end = at + 1;
            }
        }
        sink.report(std::move(finding));
    }
}

}  // namespace

const Matcher bandit_matcher = {"bandit", {">> Issue: ["}, match_bandit};

}  // namespace mendel::diagnose
