#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

struct Hook {
    std::string_view name;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// "name.....Failed" and what its tool said, up to the next hook.
std::optional<Hook> hook_at(const Section& section, std::size_t at) {
    static const base::Regex k_failed("^(.+?)\\.{3,}(?:\\([^)]*\\))?Failed$");
    static const base::Regex k_any(
        "\\.{3,}(?:\\([^)]*\\))?(?:Failed|Passed|Skipped)$|^pre-commit hook\\(s\\) made changes");
    const auto failed = k_failed.match(section.text(at).substr(0, 500));
    if (!failed)
        return std::nullopt;
    Hook hook{(*failed)[1], at, at + 1};
    while (hook.end < section.size() && hook.end < at + 2000 &&
           !k_any.found_in(section.text(hook.end).substr(0, 500)))
        ++hook.end;
    return hook;
}

bool has_known_cause(const Section& section, const Hook& hook) {
    for (auto i = hook.begin + 1; i < hook.end; ++i)
        if (section.claimed(i))
            return true;
    return false;
}

void read_hook(const Section& section, const Hook& hook, Finding& finding) {
    static const base::Regex k_id("^- hook id: (\\S+)$");
    static const base::Regex k_fixing("^(?:Fixing|Rewriting|reformatted|Sorting) (\\S+)$");
    static const base::Regex k_missing("^Executable `([^`]+)` not found$");
    auto& failure = finding.failure;
    for (auto i = hook.begin + 1; i < hook.end; ++i) {
        const auto text = section.text(i).substr(0, 500);
        if (const auto id = k_id.match(text)) {
            failure.subject = (*id)[1];
        } else if (text == "- files were modified by this hook") {
            failure.message += ": files were modified by this hook";
            failure.fixable_by = {"format", "lint"};
        } else if (const auto file = k_fixing.match(text)) {
            failure.locations.push_back({std::string((*file)[1])});
        } else if (const auto missing = k_missing.match(text)) {
            failure.category = Category::dependency_error;
            failure.rule = "missing-program";
            failure.subject = (*missing)[1];
            failure.message = text;
            finding.line = i;
            finding.end = i + 1;
        }
    }
}

/// A hook is a failure in its own right only where its tool said nothing that is known.
void match_hooks(const Section& section, Sink& sink) {
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto hook = hook_at(section, i);
        if (!hook)
            continue;
        auto finding = finding_at(i, Category::lint_error, "pre-commit", "hook");
        auto& failure = finding.failure;
        failure.subject = hook->name;
        failure.message = std::string(hook->name) + " failed";
        failure.severity = model::Severity::low;
        read_hook(section, *hook, finding);
        if (has_known_cause(section, *hook))
            finding.weight = Weight::consequence;
        i = hook->end - 1;
        sink.report(std::move(finding));
    }
}

/// "An error has occurred: InvalidConfigError: ", "==> File x", "=====> Missing required key:
/// name".
void match_own_errors(const Section& section, Sink& sink) {
    static const base::Regex k_error("^An error has occurred: (\\w+): ?(.*)$");
    static const base::Regex k_file("^==> File (\\S+)$");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto error =
            section.claimed(i) ? std::nullopt : k_error.match(section.text(i).substr(0, 2000));
        if (!error)
            continue;
        auto finding = finding_at(i, Category::build_failure, "pre-commit", (*error)[1]);
        auto& failure = finding.failure;
        failure.message = (*error)[2].empty() ? (*error)[1] : (*error)[2];
        for (auto at = i + 1; at < i + 12 && section.text(at).substr(0, 2) == "=="; ++at) {
            const auto text = section.text(at).substr(0, 2000);
            if (const auto file = k_file.match(text))
                failure.locations = {{std::string((*file)[1])}};
            else if (text.substr(0, 7) == "=====> ")
                failure.message = text.substr(7);
            finding.end = at + 1;
        }
        sink.report(std::move(finding));
    }
}

void match_pre_commit(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "pre-commit",
        {
            {"trailing whitespace",
             "^(?P<file>[^\\s:]+):(?P<line>\\d+): (?P<message>trailing "
             "whitespace)\\.?$",
             Category::lint_error, "trailing-whitespace", "", "", "format", "git", Weight::problem,
             model::Severity::low},
            {"conflict marker",
             "^(?P<file>[^\\s:]+):(?P<line>\\d+): (?P<message>leftover conflict marker)",
             Category::syntax_error, "conflict-marker", "", "", "", "git"},
            {"Merge conflict string",
             "^(?P<file>[^\\s:]+):(?P<line>\\d+): (?P<message>Merge conflict string "
             ".* found)",
             Category::syntax_error, "conflict-marker"},
            {" ==> ",
             "^(?P<file>[^\\s:]+):(?P<line>\\d+): (?P<message>(?P<subject>\\S+) ==> \\S.*)$",
             Category::lint_error, "spelling", "", "", "lint", "codespell", Weight::problem,
             model::Severity::low},
        });
    k_rules.read(section, sink);
    match_own_errors(section, sink);
    match_hooks(section, sink);
}

}  // namespace

const Matcher pre_commit_matcher = {
    "pre-commit",
    {".Failed", ")Failed", ": trailing whitespace", "leftover conflict marker",
     "Merge conflict string", "An error has occurred: ", " ==> "},
    match_pre_commit};

}  // namespace mendel::diagnose
