#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/shown.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

constexpr std::string_view k_warn = "[warn] ";

void report_file(std::size_t at, std::string_view file, std::string_view message, Sink& sink) {
    auto finding = finding_at(at, Category::lint_error, "prettier", "format");
    finding.failure.severity = model::Severity::low;
    finding.failure.message = message;
    finding.failure.locations = {{std::string(file)}};
    sink.report(std::move(finding));
}

/// `--check`: "[warn] path" for each file, then one sentence that says what the paths mean.
void match_check(const Section& section, Sink& sink) {
    std::vector<std::size_t> files;
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i);
        if (text.substr(0, k_warn.size()) != k_warn)
            continue;
        if (contains(text, "Code style issues")) {
            for (const auto file : files)
                report_file(file, section.text(file).substr(k_warn.size()),
                            text.substr(k_warn.size()), sink);
            files.clear();
        } else if (!contains(text, "Ignored unknown") && !contains(text, ": ")) {
            files.push_back(i);
        }
    }
    if (shows(section, "prettier", {"--check", "-c"}))
        for (const auto file : files)
            report_file(file, section.text(file).substr(k_warn.size()), "not formatted", sink);
}

void match_syntax(const Section& section, Sink& sink) {
    static const base::Regex k_error(
        "^\\[error\\] (\\S.*?): (\\w*Error): (.*?)(?: \\((\\d+):(\\d+)\\))?$");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i);
        const auto groups =
            text.substr(0, 8) == "[error] " ? k_error.match(text.substr(0, 4000)) : std::nullopt;
        if (!groups)
            continue;
        const bool is_syntax = (*groups)[2] == "SyntaxError";
        auto finding = finding_at(i, is_syntax ? Category::syntax_error : Category::build_failure,
                                  "prettier", (*groups)[2]);
        finding.failure.message = std::string((*groups)[2]) + ": " + std::string((*groups)[3]);
        const auto line = base::to_number((*groups)[4]);
        const auto column = base::to_number((*groups)[5]);
        finding.failure.locations = {{std::string((*groups)[1]),
                                      line > 0 ? static_cast<int>(line) : 0,
                                      column > 0 ? static_cast<int>(column) : 0}};
        finding.end = i + 1;
        while (section.text(finding.end).substr(0, 9) == "[error]  " ||
               section.text(finding.end).substr(0, 9) == "[error] >")
            ++finding.end;
        sink.report(std::move(finding));
    }
}

/// `--list-different` prints nothing but paths, so that the command must be known.
void match_list(const Section& section, Sink& sink) {
    static const std::vector<std::string_view> k_extensions = {
        ".js",   ".jsx",     ".mjs",  ".cjs",   ".ts",     ".tsx",   ".mts", ".cts",        ".vue",
        ".css",  ".scss",    ".less", ".json",  ".json5",  ".md",    ".mdx", ".html",       ".yml",
        ".yaml", ".graphql", ".hbs",  ".jsonc", ".svelte", ".astro", "rc",   ".webmanifest"};
    if (!shows(section, "prettier", {"-l", "--list-different"}))
        return;
    for (std::size_t i = 0; i < section.size(); ++i)
        if (!section.claimed(i) && is_path_of(section.text(i), k_extensions))
            report_file(i, section.text(i), "not formatted", sink);
}

void match_prettier(const Section& section, Sink& sink) {
    match_syntax(section, sink);
    match_check(section, sink);
    match_list(section, sink);
}

}  // namespace

const Matcher prettier_matcher = {"prettier", {"prettier", "[warn] ", "[error] "}, match_prettier};

}  // namespace mendel::diagnose
