#include <array>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/shown.hpp"

namespace mendel::diagnose {

namespace {

/// The one formatter that the step is known to run; "" where there is none or more than one.
std::string_view formatter_of(const Section& section) {
    constexpr std::array<std::string_view, 11> k_formatters = {
        "clang-format", "git-clang-format", "black", "isort", "yapf",    "gofmt",
        "goimports",    "prettier",         "shfmt", "biome", "autopep8"};
    std::string_view found;
    for (const auto formatter : k_formatters) {
        if (!shows(section, formatter))
            continue;
        if (!found.empty())
            return {};
        found = formatter == "git-clang-format" ? std::string_view("clang-format") : formatter;
    }
    const bool runs_rust = shows(section, "rustfmt") || shows(section, "cargo", {"fmt"});
    return found.empty() && runs_rust ? std::string_view("rustfmt") : found;
}

/// "+++ b/file" below "diff --git", or "+++ -" below "--- file" where the output was compared.
std::string_view file_at(const Section& section, std::size_t at) {
    static const base::Regex k_git("^diff --git a/(\\S.*) b/\\S.*$");
    static const base::Regex k_old("^--- ([^\\t]+?)(?:\\t.*)?$");
    const auto text = section.text(at).substr(0, 4000);
    if (text.substr(0, 11) == "diff --git ") {
        const auto groups = k_git.match(text);
        return groups ? (*groups)[1] : std::string_view{};
    }
    const auto next = section.text(at + 1);
    const bool is_compared =
        next == "+++ -" || next.substr(0, 6) == "+++ -\t" || next.substr(0, 9) == "+++ /dev/";
    const auto groups =
        text.substr(0, 4) == "--- " && is_compared ? k_old.match(text) : std::nullopt;
    return groups ? (*groups)[1] : std::string_view{};
}

/// A formatter that rewrites, and a diff that fails: `clang-format -i x.c && git diff --exit-code`.
void match_format_diff(const Section& section, Sink& sink) {
    const auto tool = formatter_of(section);
    if (tool.empty())
        return;
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto file = section.claimed(i) ? std::string_view{} : file_at(section, i);
        if (file.empty())
            continue;
        auto finding = finding_at(i, model::Category::lint_error, tool, "format");
        finding.failure.severity = model::Severity::low;
        finding.failure.message = "not formatted";
        finding.failure.locations = {{std::string(file)}};
        sink.report(std::move(finding));
    }
}

}  // namespace

const Matcher format_diff_matcher = {
    "format", {"diff --git ", "+++ -", "+++ /dev/"}, match_format_diff};

}  // namespace mendel::diagnose
