#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/jvm_error.hpp"

namespace mendel::diagnose {

namespace {

/// "The following files had format violations:" and an indented path a line, diffs between them.
void match_spotless(const Section& section, Sink& sink) {
    static const base::Regex k_file("^\\s{3,}((?:[\\w@.$+ -]+[/\\\\])*[\\w@.$+-]+\\.\\w+)$");
    static const base::Regex k_hunk("^\\s{6,}(?:@@ |[-+ \xC2])");
    for (std::size_t i = 0; i < section.size(); ++i) {
        if (!base::contains(section.text(i), "The following files had format violations"))
            continue;
        auto finding = finding_at(i, model::Category::lint_error, "spotless", "format");
        finding.failure.message = "files had format violations";
        finding.failure.severity = model::Severity::low;
        finding.failure.fixable_by = {"format"};
        auto end = i + 1;
        for (; end < section.size() && end < i + 2000; ++end) {
            const auto text = without_mark(section.text(end)).substr(0, 1000);
            if (const auto groups = k_file.match(text))
                finding.failure.locations.push_back({std::string((*groups)[1])});
            else if (!text.empty() && !k_hunk.found_in(text))
                break;
        }
        finding.end = end;
        sink.report(std::move(finding));
        i = end - 1;
    }
}

}  // namespace

const Matcher spotless_matcher = {
    "spotless", {"The following files had format violations"}, match_spotless};

}  // namespace mendel::diagnose
