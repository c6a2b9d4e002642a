#include <tuple>
#include <utility>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/python_lint.hpp"

namespace mendel::diagnose {

namespace {

constexpr std::string_view k_code = "([A-Z]{1,6}\\d{2,4}|invalid-syntax|SyntaxError|unformatted)";

Finding format_finding(std::size_t i, std::string_view file, std::string_view message) {
    auto finding = finding_at(i, model::Category::lint_error, "ruff", "format");
    finding.failure.message = message;
    finding.failure.severity = model::Severity::low;
    finding.failure.confidence = 0.98;
    finding.failure.locations = {{std::string(file), 0, 0}};
    finding.failure.fixable_by = {"format"};
    finding.failure.suggestions = {"Run ruff format on the files."};
    return finding;
}

/// @param place groups 1 to 3 are file, line and column; a notebook's cell is left out
Finding remark_finding(std::size_t i, std::string_view code, std::string_view message,
                       const std::vector<std::string_view>& place) {
    const auto file = place[1].substr(0, place[1].find(":cell "));
    if (code == "unformatted")
        return format_finding(i, file, message);
    return lint_finding(i, {"ruff", file, number_of(place[2]), number_of(place[3]), code, message});
}

/// "F401 [*] `os` imported but unused" with " --> a.py:1:8" in one of the next lines.
bool read_full(const Section& section, std::size_t i, Sink& sink) {
    static const base::Regex k_head("^" + std::string(k_code) + ":? (?:\\[\\*\\] )?(.+)$");
    static const base::Regex k_place("^ *--> (.+):(\\d+):(\\d+)$");
    const auto head = k_head.match(section.text(i).substr(0, 4000));
    const auto place = head ? k_place.match(section.text(i + 1).substr(0, 4000)) : std::nullopt;
    if (!place)
        return false;
    auto finding = remark_finding(i, (*head)[1], (*head)[2], *place);
    finding.end = i + 2;
    while (finding.end < section.size() && finding.end < i + 30 &&
           !section.text(finding.end).empty())
        ++finding.end;
    sink.report(std::move(finding));
    return true;
}

/// "a.py:1:8: F401 [*] `os` imported but unused", also behind "::error ...::".
const base::Regex& concise() {
    static const base::Regex k_line(
        "^(?:::error title=[Rr]uff .*?::)?([^\\s:][^:]*(?::cell \\d+)?):(\\d+):(\\d+): " +
        std::string(k_code) + ":? (?:\\[\\*\\] )?(.+)$");
    return k_line;
}

bool is_concise(std::string_view text) {
    return concise().found_in(text.substr(0, 8000));
}

bool read_concise(const Section& section, std::size_t i, Sink& sink) {
    const auto groups = concise().match(section.text(i).substr(0, 8000));
    if (!groups)
        return false;
    const auto message = (*groups)[5].substr(0, (*groups)[5].find("%0A"));
    sink.report(remark_finding(i, (*groups)[4], message, *groups));
    return true;
}

bool read_format(const Section& section, std::size_t i, Sink& sink) {
    static const base::Regex k_would("^Would reformat: (.+)$");
    static const base::Regex k_parse(
        "^error: Failed to (?:parse|format) (.+?):(\\d+):(\\d+): (.+)$");
    const auto text = section.text(i).substr(0, 8000);
    if (const auto groups = k_would.match(text)) {
        sink.report(format_finding(i, (*groups)[1], text));
        return true;
    }
    const auto groups = k_parse.match(text);
    if (groups)
        sink.report(lint_finding(i, {"ruff", (*groups)[1], number_of((*groups)[2]),
                                     number_of((*groups)[3]), "SyntaxError", (*groups)[4]}));
    return groups.has_value();
}

/// Whether a line tells that the remarks beside it are ruff's and not flake8's.
bool is_sign(std::string_view text) {
    static const base::Regex k_sign(
        "^Found \\d+ errors?\\.$|^Found \\d+ errors? \\((?:\\d+ fixed|\\d+ remaining)|\\[\\*\\] `|"
        "fixable with the `--fix` option|^Would reformat: |::error title=[Rr]uff ");
    return k_sign.found_in(text.substr(0, 2000));
}

/// flake8 prints the same form: a list of remarks is ruff's by its "[*]", its backticks or the
/// summary behind it. Gives one past the list that begins at `i`, and whether it is.
std::pair<std::size_t, bool> own_list(const Section& section, std::size_t i) {
    constexpr std::size_t k_behind = 3;
    bool is_own = false;
    for (; i < section.size() && is_concise(section.text(i)); ++i)
        is_own = is_own || is_sign(section.text(i));
    for (auto next = i; next < i + k_behind && !is_own; ++next)
        is_own = is_sign(section.text(next));
    return {i, is_own};
}

void match_ruff(const Section& section, Sink& sink) {
    bool is_own = section.runs("ruff");
    const bool runs = is_own;
    std::size_t list_end = 0;
    for (std::size_t i = 0; i < section.size(); ++i) {
        if (section.claimed(i) || read_full(section, i, sink))
            continue;
        if (!runs && i >= list_end)
            std::tie(list_end, is_own) = own_list(section, i);
        if (!is_own || !read_concise(section, i, sink))
            read_format(section, i, sink);
    }
}

}  // namespace

const Matcher ruff_matcher = {
    "ruff", {".py:", ".pyi:", ".ipynb:", "Would reformat: ", "error: Failed to parse"}, match_ruff};

}  // namespace mendel::diagnose
