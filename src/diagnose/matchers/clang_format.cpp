#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

void match_clang_format(const Section& section, Sink& sink) {
    static const base::Regex k_line(
        "^(\\S.*?):(\\d+):(\\d+): (error|warning): (.*) \\[-Wclang-format-violations\\]$");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 4000);
        const auto groups =
            base::contains(text, "-Wclang-format-violations") ? k_line.match(text) : std::nullopt;
        if (!groups)
            continue;
        auto finding = finding_at(i, model::Category::lint_error, "clang-format", "format");
        finding.end = i + 3;
        finding.failure.severity = model::Severity::low;
        finding.failure.message = (*groups)[5];
        finding.failure.locations = {{std::string((*groups)[1]),
                                      static_cast<int>(base::to_number((*groups)[2])),
                                      static_cast<int>(base::to_number((*groups)[3]))}};
        finding.weight = (*groups)[4] == "error" ? Weight::problem : Weight::warning;
        sink.report(std::move(finding));
    }
}

}  // namespace

const Matcher clang_format_matcher = {
    "clang-format", {"-Wclang-format-violations"}, match_clang_format};

}  // namespace mendel::diagnose
