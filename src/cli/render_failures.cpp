#include "cli/render_failures.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/text.hpp"
#include "model/failure_json.hpp"
#include "publish/sarif.hpp"

namespace mendel::cli {

namespace {

using model::Failure;
using model::Severity;

constexpr std::size_t k_quoted = 6;          ///< lines of evidence that a person is shown ...
constexpr std::size_t k_quoted_width = 160;  ///< ... and bytes of each
constexpr std::size_t k_shown = 5;  ///< places and tests of one failure that a person is shown

std::string place_of(const model::Location& location) {
    std::string text = location.file;
    if (location.line > 0)
        text += ":" + std::to_string(location.line);
    if (location.line > 0 && location.column > 0)
        text += ":" + std::to_string(location.column);
    return text;
}

std::string colored_severity(Severity severity, const Style& style) {
    const auto name = model::name_of(severity);
    return severity >= Severity::high ? style.red(name) : style.yellow(name);
}

std::string more_of(std::size_t count, std::string_view noun) {
    return count > k_shown ? "    and " + base::counted(count - k_shown, noun) + " more\n" : "";
}

std::string places_text(const Failure& failure, const Style& style) {
    std::string text;
    for (std::size_t i = 0; i < failure.locations.size() && i < k_shown; ++i)
        text += "    " + style.cyan(printable(place_of(failure.locations[i]))) + "\n";
    return text + more_of(failure.locations.size(), "place");
}

std::string tests_text(const Failure& failure, const Style& style) {
    std::string text;
    for (std::size_t i = 0; i < failure.tests.size() && i < k_shown; ++i) {
        const auto& test = failure.tests[i];
        text += "    test " + printable(test.name) + "\n";
        if (!test.expected.empty() || !test.actual.empty())
            text += style.dim(fmt::format("      expected {}, was {}\n", printable(test.expected),
                                          printable(test.actual)));
    }
    return text + more_of(failure.tests.size(), "test");
}

/// Where in a line of evidence the caret points: at the message, else at the subject, else at the
/// first word; nothing where the line shows none of it.
std::optional<std::size_t> caret_in(std::string_view line, const Failure& failure) {
    for (const std::string_view wanted : {std::string_view(failure.message).substr(0, 60),
                                          std::string_view(failure.subject).substr(0, 60)})
        if (wanted.size() > 2)
            if (const auto at = line.find(wanted); at != std::string_view::npos)
                return at;
    return std::nullopt;
}

/// Columns that text takes on a terminal, a character each; tabs are shown as one blank.
std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

std::string quoted(std::string_view raw) {
    return base::replace_all(printable(base::ellipsize(raw, k_quoted_width)), "\t", " ");
}

/// The line that tells the problem in its own words, else the first that the caret can point at;
/// the count of lines where there is none.
std::size_t telling_line(const std::vector<std::string_view>& lines, const Failure& failure) {
    const auto tells = [&](std::string_view line) {
        return !failure.message.empty() && base::contains(quoted(line), failure.message);
    };
    const auto points = [&](std::string_view line) {
        return caret_in(quoted(line), failure).has_value();
    };
    auto found = std::find_if(lines.begin(), lines.end(), tells);
    if (found == lines.end())
        found = std::find_if(lines.begin(), lines.end(), points);
    return static_cast<std::size_t>(found - lines.begin());
}

/// Lines of the evidence as a quotation, the one that tells the problem among them, with a caret.
std::string evidence_text(const Failure& failure, const Style& style) {
    const auto lines = base::split_lines(failure.evidence);
    const auto telling = telling_line(lines, failure);
    const bool is_far = telling < lines.size() && telling >= k_quoted;
    const auto from = is_far ? telling - k_quoted + 1 : 0;
    std::string text = is_far ? "    " + style.dim("| ...") + "\n" : "";
    for (auto i = from; i < lines.size() && i < from + k_quoted; ++i) {
        const auto line = quoted(lines[i]);
        text += "    " + style.dim("| " + line) + "\n";
        if (i == telling)
            text += "    " + style.dim("| ") +
                    std::string(width_of(line.substr(0, *caret_in(line, failure))), ' ') +
                    style.red("^") + "\n";
    }
    return text + (from + k_quoted < lines.size() ? "    " + style.dim("| ...") + "\n" : "");
}

std::string facts_text(const Failure& failure) {
    std::string text = failure.log.empty() ? "" : printable(failure.log) + ", ";
    text += fmt::format("log line {}", failure.log_line);
    if (failure.occurrences > 1)
        text += fmt::format(", {} times", failure.occurrences);
    if (!failure.step.empty())
        text += ", step " + printable(failure.step);
    if (failure.exit_code)
        text += fmt::format(", exit code {}", *failure.exit_code);
    text += fmt::format(", confidence {:.0f} %", failure.confidence * 100);
    if (failure.flaky.value_or(0) >= 0.5)
        text += fmt::format(", flaky {:.0f} %", *failure.flaky * 100);
    if (!failure.fixable_by.empty())
        text += ", can be tried: " + base::join(failure.fixable_by, ", ");
    return text;
}

std::string failure_text(std::size_t index, const Failure& failure, const Style& style) {
    auto text =
        fmt::format("{}  {}  {}  {}\n", style.bold(std::to_string(index + 1) + "."),
                    colored_severity(failure.severity, style), model::name_of(failure.category),
                    style.bold(printable(headline_of(failure))));
    text += "    " + printable(failure.message) + "\n";
    text += places_text(failure, style) + tests_text(failure, style);
    text += evidence_text(failure, style);
    text += "    " + style.dim(facts_text(failure)) + "\n";
    if (failure.caused_by)
        text += "    " + style.dim(fmt::format("because of {}", *failure.caused_by + 1)) + "\n";
    for (const auto& suggestion : failure.suggestions)
        text += "    " + printable(suggestion) + "\n";
    return text;
}

}  // namespace

std::string headline_of(const Failure& failure) {
    std::vector<std::string> parts;
    for (const auto& part : {failure.tool, failure.rule, failure.subject})
        if (!part.empty())
            parts.push_back(base::ellipsize(part, 120));
    return parts.empty() ? std::string(model::name_of(failure.category)) : base::join(parts, " ");
}

std::string failures_text(const std::vector<Failure>& failures, const Style& style) {
    if (failures.empty())
        return "No failure found.\n";
    std::string text = base::counted(failures.size(), "failure") + ", root cause first\n";
    for (std::size_t i = 0; i < failures.size(); ++i)
        text += "\n" + failure_text(i, failures[i], style);
    return text;
}

nlohmann::json failures_json(const std::vector<Failure>& failures,
                             const std::vector<std::string>& notes) {
    auto list = nlohmann::json::array();
    for (const auto& failure : failures)
        list.push_back(model::to_json(failure));
    return {{"schema", "mendel.analyze/1"}, {"failures", std::move(list)}, {"notes", notes}};
}

std::string render_failures(const std::vector<Failure>& failures, std::string_view format,
                            const Style& style, const std::vector<std::string>& notes) {
    if (format == "json")
        return base::to_pretty_text(failures_json(failures, notes));
    if (format == "sarif")
        return base::to_pretty_text(publish::failures_sarif(failures));
    if (format == "markdown")
        return failures_markdown(failures);
    if (format == "github")
        return failures_github(failures);
    return failures_text(failures, style);
}

}  // namespace mendel::cli
