#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

/// A row of the full report: " 12 | ERROR | [x] Text (Standard.Category.Sniff)" and its further
/// lines, whose first two columns are empty.
std::optional<Finding> row_at(const Section& section, std::size_t at, std::string_view file) {
    static const base::Regex k_row("^ *(\\d+) \\| (ERROR|WARNING) +\\| (?:(\\[[x ]\\]) )?(.*)$");
    static const base::Regex k_more("^ +\\| +\\| +(\\S.*)$");
    static const base::Regex k_sniff("^(.*?) *\\(([\\w]+(?:\\.\\w+){2,})\\)$");
    const auto groups = k_row.match(section.text(at).substr(0, 2000));
    if (!groups)
        return std::nullopt;
    auto finding = finding_at(at, Category::lint_error, "phpcs", "");
    auto& failure = finding.failure;
    std::string message((*groups)[4]);
    for (; finding.end < section.size() && finding.end < at + 10; ++finding.end) {
        const auto more = k_more.match(section.text(finding.end).substr(0, 2000));
        if (!more)
            break;
        message += " " + std::string((*more)[1]);
    }
    if (const auto sniff = k_sniff.match(message)) {
        failure.rule = (*sniff)[2];
        failure.message = (*sniff)[1];
    } else {
        failure.message = message;
    }
    failure.severity = model::Severity::low;
    failure.locations = {{std::string(file), number_of((*groups)[1])}};
    if ((*groups)[3] == "[x]")
        failure.fixable_by = {"format"};
    if ((*groups)[2] == "WARNING")
        finding.weight = Weight::warning;
    return finding;
}

void match_reports(const Section& section, Sink& sink) {
    constexpr std::string_view k_file = "FILE: ";
    std::string file;
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i);
        if (text.substr(0, k_file.size()) == k_file)
            file = base::trim(text.substr(k_file.size()));
        if (file.empty() || !contains(text, " | "))
            continue;
        if (auto finding = row_at(section, i, file)) {
            i = finding->end - 1;
            sink.report(std::move(*finding));
        }
    }
}

void match_phpcs(const Section& section, Sink& sink) {
    constexpr auto k_low = model::Severity::low;
    static const LineRules k_rules(
        "phpcs", {
                     {".php:",
                      "^(?P<file>[^\\s:]+\\.php):(?P<line>\\d+):(?P<column>\\d+): (?P<level>error|"
                      "warning) - (?P<message>.*?)\\.?(?: \\((?P<rule>[\\w.]+)\\))?$",
                      Category::lint_error, "", "", "", "", "", Weight::problem, k_low},
                     {") ", "^ +\\d+\\) (?P<file>\\S+\\.php) \\((?P<message>[a-z_/@A-Z, ]+)\\)$",
                      Category::lint_error, "format", "", "", "format", "php-cs-fixer",
                      Weight::problem, k_low},
                 });
    match_reports(section, sink);
    k_rules.read(section, sink);
}

}  // namespace

const Matcher phpcs_matcher = {
    "phpcs", {" | ERROR", " | WARNING", ".php: error", ".php:", ") src/", ".php ("}, match_phpcs};

}  // namespace mendel::diagnose
