#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/line_rules.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// "name.....Failed", "- hook id: x", "- files were modified by this hook": a failure in its own
/// right only where the hook's tool said nothing that is known.
void match_hooks(const Section& section, Sink& sink) {
    static const base::Regex k_failed("^(.+?)\\.{3,}(?:\\([^)]*\\))?Failed$");
    static const base::Regex k_id("^- hook id: (\\S+)$");
    static const base::Regex k_fixing("^(?:Fixing|Rewriting|reformatted|Sorting) (\\S+)$");
    const bool is_explained = sink.has_problem();
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto failed = k_failed.match(section.text(i).substr(0, 500));
        if (!failed)
            continue;
        auto finding = finding_at(i, Category::lint_error, "pre-commit", "hook");
        auto& failure = finding.failure;
        failure.subject = (*failed)[1];
        failure.message = std::string((*failed)[1]) + " failed";
        failure.severity = model::Severity::low;
        bool has_changed = false;
        auto end = i + 1;
        for (; end < section.size() && end < i + 60 &&
               !k_failed.found_in(section.text(end).substr(0, 500));
             ++end) {
            const auto text = section.text(end).substr(0, 500);
            if (const auto id = k_id.match(text))
                failure.subject = (*id)[1];
            else if (text == "- files were modified by this hook")
                has_changed = true;
            else if (const auto file = k_fixing.match(text))
                failure.locations.push_back({std::string((*file)[1])});
            if (base::contains(text, ".Passed") || base::contains(text, ".Skipped") ||
                base::contains(text, "Passed"))
                break;
        }
        if (has_changed) {
            failure.message += ": files were modified by this hook";
            failure.fixable_by = {"format", "lint"};
        }
        finding.end = i + 1;
        finding.weight = is_explained && !has_changed ? Weight::consequence : Weight::problem;
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
            {"not a valid", "^(?P<message>An error has occurred: (?P<rule>\\w+):.*)$",
             Category::build_failure},
            {"An error has occurred", "^(?P<message>An error has occurred: (?P<rule>\\w+):.*)$",
             Category::build_failure},
            {" ==> ",
             "^(?P<file>[^\\s:]+):(?P<line>\\d+): (?P<message>(?P<subject>\\S+) ==> \\S.*)$",
             Category::lint_error, "spelling", "", "", "lint", "codespell", Weight::problem,
             model::Severity::low},
        });
    k_rules.read(section, sink);
    match_hooks(section, sink);
}

}  // namespace

const Matcher pre_commit_matcher = {
    "pre-commit",
    {".Failed", ")Failed", ": trailing whitespace", "leftover conflict marker",
     "Merge conflict string", "An error has occurred: ", " ==> "},
    match_pre_commit};

}  // namespace mendel::diagnose
