#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

Finding unused_finding(std::size_t i, std::string_view file, std::string_view message) {
    auto finding = finding_at(i, model::Category::lint_error, "autoflake", "unused");
    finding.failure.message = message;
    finding.failure.severity = model::Severity::low;
    finding.failure.locations = {{std::string(file), 0, 0}};
    finding.failure.fixable_by = {"lint", "imports"};
    finding.failure.suggestions = {"Run autoflake with the same options on the files."};
    return finding;
}

/// --check names each file; --check-diff shows "--- original/x.py" instead.
void match_autoflake(const Section& section, Sink& sink) {
    static const base::Regex k_detected("^(.+?): Unused imports/variables detected");
    static const base::Regex k_original("^--- original/(.+)$");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 8000);
        if (const auto groups = k_detected.match(text))
            sink.report(unused_finding(i, (*groups)[1], text));
        else if (const auto diff = k_original.match(text);
                 diff && base::contains(section.text(i + 1), "+++ fixed/"))
            sink.report(unused_finding(i, (*diff)[1], "unused imports or variables"));
    }
}

}  // namespace

const Matcher autoflake_matcher = {
    "autoflake", {"Unused imports/variables detected", "--- original/"}, match_autoflake};

}  // namespace mendel::diagnose
