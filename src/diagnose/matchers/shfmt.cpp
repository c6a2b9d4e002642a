#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

Finding unformatted(std::size_t i, std::string_view file) {
    auto finding = finding_at(i, model::Category::lint_error, "shfmt", "format");
    finding.failure.message = "not formatted as shfmt formats it";
    finding.failure.severity = model::Severity::low;
    finding.failure.locations = {{std::string(file), 0, 0}};
    finding.failure.fixable_by = {"format"};
    finding.failure.suggestions = {"Run shfmt -w with the same options on the files."};
    return finding;
}

/// "--- s.sh.orig" above "+++ s.sh" is the head of a diff by -d.
void match_shfmt(const Section& section, Sink& sink) {
    static const base::Regex k_old("^--- (?:a/)?(.+?)(\\.orig)?$");
    static const base::Regex k_new("^\\+\\+\\+ (?:b/)?(.+)$");
    static const base::Regex k_parse("^([^\\s:][^:]*):(\\d+):(\\d+): (.+)$");
    const bool is_named = section.runs("shfmt");
    const bool lists = is_named && (base::contains(section.step().command, " -l") ||
                                    base::contains(section.step().command, "--list"));
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 4000);
        if (section.claimed(i) || text.empty())
            continue;
        const auto old = k_old.match(text);
        const auto current = old ? k_new.match(section.text(i + 1)) : std::nullopt;
        if (current && (*current)[1] == (*old)[1] && (is_named || !(*old)[2].empty())) {
            sink.report(unformatted(i, (*current)[1]));
        } else if (const auto groups = is_named ? k_parse.match(text) : std::nullopt) {
            auto finding = finding_at(i, model::Category::syntax_error, "shfmt", "syntax");
            finding.failure.message = (*groups)[4];
            finding.failure.severity = model::Severity::high;
            finding.failure.locations = {
                {std::string((*groups)[1]), number_of((*groups)[2]), number_of((*groups)[3])}};
            finding.failure.fixable_by = {"syntax"};
            sink.report(std::move(finding));
        } else if (lists && text.find_first_of(" \t:") == std::string_view::npos) {
            sink.report(unformatted(i, text));
        }
    }
}

}  // namespace

const Matcher shfmt_matcher = {"shfmt", {"shfmt", ".orig"}, match_shfmt};

}  // namespace mendel::diagnose
