#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/shown.hpp"

namespace mendel::diagnose {

namespace {

void report(std::size_t at, std::string_view file, int line, Sink& sink) {
    auto finding = finding_at(at, model::Category::lint_error, "rustfmt", "format");
    finding.failure.severity = model::Severity::low;
    finding.failure.message = "not formatted";
    finding.failure.locations = {{std::string(file), line}};
    sink.report(std::move(finding));
}

void match_rustfmt(const Section& section, Sink& sink) {
    static const base::Regex k_diff("^Diff in (\\S.*?)(?::(\\d+):| at line (\\d+):)$");
    const bool lists = shows(section, "rustfmt", {"-l", "--files-with-diff"}) ||
                       shows(section, "fmt", {"-l", "--files-with-diff"});
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 4000);
        if (const auto groups =
                text.substr(0, 8) == "Diff in " ? k_diff.match(text) : std::nullopt) {
            const auto line = (*groups)[2].empty() ? (*groups)[3] : (*groups)[2];
            report(i, (*groups)[1], static_cast<int>(base::to_number(line)), sink);
        } else if (lists && is_path_of(text, {".rs"})) {
            report(i, text, 0, sink);
        }
    }
}

}  // namespace

const Matcher rustfmt_matcher = {"rustfmt", {"Diff in ", ".rs"}, match_rustfmt};

}  // namespace mendel::diagnose
