#include <algorithm>
#include <array>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/node_error.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

struct Row {
    std::string_view file;
    std::string_view line;
    std::string_view column;
    bool is_error = true;
    std::string_view message;
    std::string_view rule;
};

/// The name that rules about names put in quotes; rules about anything else have no subject.
std::string subject_of(std::string_view rule, std::string_view message) {
    constexpr std::array<std::string_view, 14> k_about_names = {"no-unused-vars",
                                                                "no-undef",
                                                                "no-unresolved",
                                                                "named",
                                                                "no-unused-imports",
                                                                "no-missing-import",
                                                                "no-missing-require",
                                                                "no-redeclare",
                                                                "no-const-assign",
                                                                "no-import-assign",
                                                                "no-use-before-define",
                                                                "prefer-const",
                                                                "no-extraneous-dependencies",
                                                                "jsx-no-undef"};
    static const base::Regex k_quoted("['\"]([^'\"]+)['\"]");
    const auto name =
        rule.substr(rule.rfind('/') == std::string_view::npos ? 0 : rule.rfind('/') + 1);
    if (std::find(k_about_names.begin(), k_about_names.end(), name) == k_about_names.end())
        return {};
    const auto groups = k_quoted.match(message.substr(0, 2000));
    return groups ? std::string((*groups)[1]) : std::string{};
}

void report(const Row& row, std::size_t at, std::string_view tool, Sink& sink) {
    const bool is_parsing = row.message.substr(0, 14) == "Parsing error:";
    auto finding = finding_at(at, is_parsing ? Category::syntax_error : Category::lint_error, tool,
                              is_parsing ? std::string_view("parsing-error") : row.rule);
    auto& failure = finding.failure;
    failure.message = row.message;
    failure.subject = subject_of(row.rule, row.message);
    failure.severity = row.is_error ? model::Severity::medium : model::Severity::low;
    failure.locations = {{std::string(row.file), static_cast<int>(base::to_number(row.line)),
                          static_cast<int>(base::to_number(row.column))}};
    finding.weight = row.is_error ? Weight::problem : Weight::warning;
    sink.report(std::move(finding));
}

/// `stylish`: a file's path on a line, its rows indented below.
void match_stylish(const Section& section, Sink& sink) {
    static const base::Regex k_row(
        "^\\s+(\\d+):(\\d+)\\s+(error|warning)\\s+(.*?)(?:\\s{2,}([@\\w/.-]+))?$");
    std::string_view file;
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i);
        if (text.empty() || text.size() > 4000)
            continue;
        if (text[0] != ' ') {
            file = base::trim(text);
            continue;
        }
        const auto groups = file.empty() ? std::nullopt : k_row.match(text);
        if (groups && !section.claimed(i))
            report({file, (*groups)[1], (*groups)[2], (*groups)[3] == "error", (*groups)[4],
                    (*groups)[5]},
                   i, "eslint", sink);
    }
}

/// `unix`, `compact` and what `standard` prints: all on one line.
void match_one_line(const Section& section, Sink& sink) {
    static const base::Regex k_unix(
        "^(\\S.*?):(\\d+):(\\d+): (.*) \\[(Error|Warning)(?:/([@\\w/.-]+))?\\]$");
    static const base::Regex k_compact(
        "^(\\S.*?): line (\\d+), col (\\d+), (Error|Warning) - (.*?)\\.?(?: \\(([@\\w/.-]+)\\))?$");
    static const base::Regex k_standard(
        "^\\s+(\\S+?):(\\d+):(\\d+): (.*?)\\.? \\(([@\\w/.-]+)\\)$");
    bool is_standard = false;
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i);
        if (text.size() > 4000 || section.claimed(i))
            continue;
        is_standard = is_standard || text.substr(0, 10) == "standard: ";
        if (contains(text, "[Error") || contains(text, "[Warning")) {
            if (const auto g = k_unix.match(text))
                report({(*g)[1], (*g)[2], (*g)[3], (*g)[5] == "Error", (*g)[4], (*g)[6]}, i,
                       "eslint", sink);
        } else if (contains(text, ": line ")) {
            if (const auto g = k_compact.match(text))
                report({(*g)[1], (*g)[2], (*g)[3], (*g)[4] == "Error", (*g)[5], (*g)[6]}, i,
                       "eslint", sink);
        } else if (is_standard) {
            if (const auto g = k_standard.match(text))
                report({(*g)[1], (*g)[2], (*g)[3], true, (*g)[4], (*g)[5]}, i, "standard", sink);
        }
    }
}

/// What a line after "Oops! Something went wrong!" says: the rule and the package it is about.
struct Cause {
    std::string_view rule;
    std::string subject;
};

std::optional<Cause> cause_of(std::string_view text) {
    static const base::Regex k_config("couldn't find the config \"([^\"]+)\"");
    static const base::Regex k_plugin("couldn't find the plugin \"([^\"]+)\"");
    static const base::Regex k_parser("Failed to load parser '([^']+)'");
    static const base::Regex k_module("Cannot find (?:module|package) '([^']+)'");
    if (const auto groups = k_config.match(text)) {
        auto name = std::string((*groups)[1]);
        const bool is_short = name[0] != '@' && name[0] != '.' && name[0] != '/' &&
                              !contains(name, ":") && name.rfind("eslint-config-", 0) != 0;
        return Cause{"missing-package", is_short ? "eslint-config-" + name : name};
    }
    for (const auto* pattern : {&k_plugin, &k_parser, &k_module})
        if (const auto groups = pattern->match(text))
            return Cause{"missing-package", std::string((*groups)[1])};
    if (contains(text, "couldn't find an eslint.config") ||
        contains(text, "couldn't find a configuration file"))
        return Cause{"config", {}};
    if (contains(text, "No files matching"))
        return Cause{"no-files", {}};
    return std::nullopt;
}

std::size_t end_of_oops(const Section& section, std::size_t begin) {
    constexpr std::size_t k_most = 60;
    auto end = begin + 1;
    for (auto i = begin + 1; i < std::min(section.size(), begin + k_most); ++i)
        if (!section.text(i).empty())
            end = i + 1;
    return end;
}

void match_oops(const Section& section, std::size_t begin, Sink& sink) {
    const auto end = end_of_oops(section, begin);
    auto at = begin;
    std::optional<Cause> cause;
    for (auto i = begin + 1; i < end && !cause; ++i) {
        const auto text = section.text(i).substr(0, 2000);
        cause = cause_of(text);
        const bool is_said = !text.empty() && text.substr(0, 8) != "ESLint: ";
        if (cause || (is_said && at == begin))
            at = i;
    }
    const bool is_missing = cause && cause->rule == "missing-package";
    auto finding = finding_at(at, is_missing ? Category::dependency_error : Category::build_failure,
                              "eslint", cause ? cause->rule : "config");
    finding.begin = begin;
    finding.end = end;
    finding.failure.message = base::trim(section.text(at));
    finding.failure.subject = cause ? cause->subject : std::string{};
    finding.failure.frames = node_frames(section, begin, end);
    sink.report(std::move(finding));
}

void match_eslint(const Section& section, Sink& sink) {
    for (std::size_t i = 0; i < section.size(); ++i)
        if (section.text(i).substr(0, 27) == "Oops! Something went wrong!")
            match_oops(section, i, sink);
    match_stylish(section, sink);
    match_one_line(section, sink);
}

}  // namespace

const Matcher eslint_matcher = {"eslint",
                                {"  error  ", "  warning  ", "[Error", "[Warning", ", Error - ",
                                 ", Warning - ", "standard: ", "Oops! Something"},
                                match_eslint};

}  // namespace mendel::diagnose
