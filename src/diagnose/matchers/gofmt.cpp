#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/shown.hpp"

namespace mendel::diagnose {

namespace {

/// One past the unified diff that begins at a line.
std::size_t end_of_diff(const Section& section, std::size_t begin) {
    constexpr std::string_view k_starts = "+-@ \\\t";
    auto end = begin + 1;
    while (end < section.size() && section.text(end).substr(0, 5) != "diff " &&
           (section.text(end).empty() ||
            k_starts.find(section.text(end)[0]) != std::string_view::npos))
        ++end;
    return end;
}

void report(std::size_t at, std::size_t end, std::string_view tool, std::string_view file,
            Sink& sink) {
    auto finding = finding_at(at, model::Category::lint_error, tool, "format");
    finding.end = end;
    finding.failure.severity = model::Severity::low;
    finding.failure.message = "not formatted";
    finding.failure.locations = {{std::string(file)}};
    sink.report(std::move(finding));
}

/// `-l` prints nothing but paths, so that the command must be known; `-d` prints diffs.
void match_gofmt(const Section& section, Sink& sink) {
    static const base::Regex k_diff("^diff (?:-u )?(\\S+\\.go)\\.orig (\\S+\\.go)$");
    const bool runs_goimports = shows(section, "goimports");
    const bool runs_gofumpt = shows(section, "gofumpt");
    const bool runs_any = runs_goimports || runs_gofumpt || shows(section, "gofmt");
    const std::string_view tool = runs_goimports ? "goimports" : runs_gofumpt ? "gofumpt" : "gofmt";
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 4000);
        if (const auto groups = text.substr(0, 5) == "diff " ? k_diff.match(text) : std::nullopt)
            report(i, end_of_diff(section, i), tool, (*groups)[2], sink);
        else if (runs_any && !section.claimed(i) && is_path_of(text, {".go"}))
            report(i, i + 1, tool, text, sink);
    }
}

}  // namespace

const Matcher gofmt_matcher = {"gofmt", {".go"}, match_gofmt};

}  // namespace mendel::diagnose
