#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/python_lint.hpp"

namespace mendel::diagnose {

namespace {

constexpr std::string_view k_code = "([A-Z]{1,6}\\d{2,4}|invalid-syntax|SyntaxError)";

/// "F401 [*] `os` imported but unused" with " --> a.py:1:8" in one of the next lines.
bool read_full(const Section& section, std::size_t i, Sink& sink) {
    static const base::Regex k_head("^" + std::string(k_code) + ":? (?:\\[\\*\\] )?(.+)$");
    static const base::Regex k_place("^ *--> (.+):(\\d+):(\\d+)$");
    const auto head = k_head.match(section.text(i).substr(0, 4000));
    const auto place = head ? k_place.match(section.text(i + 1).substr(0, 4000)) : std::nullopt;
    if (!place)
        return false;
    auto finding = lint_finding(i, {"ruff", (*place)[1], number_of((*place)[2]),
                                    number_of((*place)[3]), (*head)[1], (*head)[2]});
    finding.end = i + 2;
    while (finding.end < section.size() && finding.end < i + 30 &&
           !section.text(finding.end).empty())
        ++finding.end;
    sink.report(std::move(finding));
    return true;
}

/// "a.py:1:8: F401 [*] `os` imported but unused", also behind "::error ...::".
bool read_concise(const Section& section, std::size_t i, Sink& sink) {
    static const base::Regex k_line("^(?:::error title=Ruff[^:]*(?::\\d[^:]*)*::)?([^\\s:][^:]*):(\\d+):(\\d+): " +
                                    std::string(k_code) + ":? (?:\\[\\*\\] )?(.+)$");
    const auto groups = k_line.match(section.text(i).substr(0, 8000));
    if (!groups)
        return false;
    sink.report(lint_finding(i, {"ruff", (*groups)[1], number_of((*groups)[2]),
                                 number_of((*groups)[3]), (*groups)[4], (*groups)[5]}));
    return true;
}

bool read_format(const Section& section, std::size_t i, Sink& sink) {
    static const base::Regex k_would("^Would reformat: (.+)$");
    static const base::Regex k_parse("^error: Failed to (?:parse|format) (.+?):(\\d+):(\\d+): (.+)$");
    const auto text = section.text(i).substr(0, 8000);
    if (const auto groups = k_would.match(text)) {
        auto finding = finding_at(i, model::Category::lint_error, "ruff", "format");
        finding.failure.message = text;
        finding.failure.severity = model::Severity::low;
        finding.failure.confidence = 0.98;
        finding.failure.locations = {{std::string((*groups)[1]), 0, 0}};
        finding.failure.fixable_by = {"format"};
        finding.failure.suggestions = {"Run ruff format on the files."};
        sink.report(std::move(finding));
        return true;
    }
    const auto groups = k_parse.match(text);
    if (groups)
        sink.report(lint_finding(i, {"ruff", (*groups)[1], number_of((*groups)[2]),
                                     number_of((*groups)[3]), "SyntaxError", (*groups)[4]}));
    return groups.has_value();
}

/// flake8 prints the same form; ruff is known by its command, its "[*]", its backticks or its
/// summary.
bool is_ruff(const Section& section) {
    if (section.runs("ruff"))
        return true;
    static const base::Regex k_sign("^Found \\d+ errors?\\.$|^Found \\d+ errors? \\(|\\[\\*\\] `|"
                                    "fixable with the `--fix` option|^Would reformat: |"
                                    "^ *--> .+\\.pyi?:\\d+:\\d+$|::error title=Ruff");
    for (std::size_t i = 0; i < section.size(); ++i)
        if (k_sign.found_in(section.text(i).substr(0, 2000)))
            return true;
    return false;
}

void match_ruff(const Section& section, Sink& sink) {
    if (!is_ruff(section))
        return;
    for (std::size_t i = 0; i < section.size(); ++i)
        if (!section.claimed(i) && !read_full(section, i, sink) &&
            !read_concise(section, i, sink))
            read_format(section, i, sink);
}

}  // namespace

const Matcher ruff_matcher = {
    "ruff", {".py:", ".pyi:", ".ipynb:", "Would reformat: ", "error: Failed to parse"}, match_ruff};

}  // namespace mendel::diagnose
