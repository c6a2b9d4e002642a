#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/render_failures.hpp"

namespace mendel::cli {

namespace {

using model::Failure;

constexpr std::size_t k_shown = 10;
constexpr std::size_t k_sections = 20;  ///< a comment holds 65,536 characters
constexpr std::size_t k_evidence = 1500;

std::size_t longest_run_of_backticks(std::string_view text) {
    std::size_t longest = 0;
    std::size_t run = 0;
    for (const char c : text) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

/// A code span whose content cannot end it (https://spec.commonmark.org/0.31.2/#code-spans).
std::string code(std::string_view text, bool in_table = false) {
    auto content = base::replace_all(printable(base::ellipsize(text, 300)), "\n", " ");
    if (in_table)
        content = base::replace_all(content, "|", "\\|");
    if (content.empty())
        return "";
    const std::string ticks(longest_run_of_backticks(content) + 1, '`');
    const bool touches = content.front() == '`' || content.back() == '`';
    return ticks + (touches ? " " : "") + content + (touches ? " " : "") + ticks;
}

std::string fence(std::string_view text) {
    const auto content = printable(base::ellipsize(text, k_evidence));
    const std::string ticks(std::max<std::size_t>(3, longest_run_of_backticks(content) + 1), '`');
    return ticks + "text\n" + content + (content.empty() || content.back() != '\n' ? "\n" : "") +
           ticks + "\n";
}

std::string place_of(const model::Location& location) {
    return location.line > 0 ? location.file + ":" + std::to_string(location.line) : location.file;
}

std::string row_of(std::size_t index, const Failure& failure) {
    const auto place = failure.locations.empty() ? std::string() : place_of(failure.locations[0]);
    return fmt::format("| {} | {} | {} | {} | {} |\n", index + 1, model::name_of(failure.category),
                       code(headline_of(failure), true), code(place, true),
                       failure.caused_by ? fmt::format("because of {}", *failure.caused_by + 1)
                                         : std::string(model::name_of(failure.severity)));
}

std::string section_of(std::size_t index, const Failure& failure) {
    auto text = fmt::format("### {}. {}\n\n{}\n\n", index + 1, code(headline_of(failure)),
                            code(failure.message));
    for (std::size_t i = 0; i < failure.locations.size() && i < k_shown; ++i)
        text += "- " + code(place_of(failure.locations[i])) + "\n";
    for (std::size_t i = 0; i < failure.tests.size() && i < k_shown; ++i)
        text += "- test " + code(failure.tests[i].name) + "\n";
    const auto hidden = std::max(failure.locations.size(), k_shown) - k_shown +
                        std::max(failure.tests.size(), k_shown) - k_shown;
    if (hidden > 0)
        text += fmt::format("- and {} more\n", hidden);
    if (!failure.fixable_by.empty())
        text += "\nCan be tried: " + base::join(failure.fixable_by, ", ") + ".\n";
    for (const auto& suggestion : failure.suggestions)
        text += "\n" + code(suggestion) + "\n";
    if (!failure.evidence.empty())
        text += fmt::format("\n<details><summary>Log, line {}</summary>\n\n{}\n</details>\n",
                            failure.log_line, fence(failure.evidence));
    return text + "\n";
}

}  // namespace

std::string failures_markdown(const std::vector<Failure>& failures) {
    if (failures.empty())
        return "No failure found.\n";
    std::string text = "## " + base::counted(failures.size(), "failure") + "\n\n";
    text += "| # | category | what | where | severity |\n| --- | --- | --- | --- | --- |\n";
    const auto shown = std::min(failures.size(), k_sections);
    for (std::size_t i = 0; i < shown; ++i)
        text += row_of(i, failures[i]);
    text += "\n";
    for (std::size_t i = 0; i < shown; ++i)
        text += section_of(i, failures[i]);
    if (shown < failures.size())
        text += "And " + base::counted(failures.size() - shown, "failure") + " more.\n";
    return text;
}

}  // namespace mendel::cli
