#include "base/regex.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

void match_isort(const Section& section, Sink& sink) {
    static const base::Regex k_unsorted(
        "^ERROR: (.+?) Imports are incorrectly sorted(?: and/or formatted)?\\.?$");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto groups = k_unsorted.match(section.text(i).substr(0, 8000));
        if (!groups)
            continue;
        auto finding = finding_at(i, model::Category::lint_error, "isort", "imports-order");
        finding.failure.message = section.text(i);
        finding.failure.severity = model::Severity::low;
        finding.failure.confidence = 0.98;
        finding.failure.locations = {{std::string((*groups)[1]), 0, 0}};
        finding.failure.fixable_by = {"format"};
        finding.failure.suggestions = {"Run isort on the files."};
        sink.report(std::move(finding));
    }
}

}  // namespace

const Matcher isort_matcher = {"isort", {"Imports are incorrectly sorted"}, match_isort};

}  // namespace mendel::diagnose
