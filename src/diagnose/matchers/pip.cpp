#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// A sentence of pip, uv, poetry or setuptools: its first group is the subject.
struct Sentence {
    std::string_view tool;
    std::string_view rule;
    std::string_view pattern;
    Weight weight = Weight::problem;
    Category category = Category::dependency_error;
};

constexpr Sentence k_sentences[] = {
    {"pip", "no-matching-distribution",
     "^\\s*(?:ERROR: )?No matching distribution found for ([\\w.-]+)"},
    {"pip", "no-matching-distribution",
     "^\\s*(?:ERROR: )?Could not find a version that satisfies the requirement ([\\w.-]+)"},
    {"pip", "resolution-conflict",
     "^ERROR: Cannot install (.+?) because these package versions have "
     "conflicting dependencies"},
    {"pip", "invalid-requirement", "^ERROR: Invalid requirement: ['\"]?([^'\"]+)['\"]?"},
    {"pip", "requirements-file", "^ERROR: Could not open requirements file: .*'([^']+)'"},
    {"pip", "python-version", "^ERROR: Package '([^']+)' requires a different Python"},
    {"pip", "hash-mismatch",
     "^ERROR: (?:THESE PACKAGES DO NOT MATCH THE HASHES|Hashes are required in "
     "--require-hashes mode|In --require-hashes mode)()"},
    {"pip", "not-installable",
     "^ERROR: (?:Directory '([^']+)' is not installable|File \"setup\\.py\" "
     "(?:or \"setup\\.cfg\" )?not found)"},
    {"pip", "not-installable",
     "^ERROR: ((?:\\S+/)?\\S+) (?:does not appear to be a Python project|is not a "
     "valid editable requirement)"},
    {"pip", "externally-managed-environment", "^error: (externally-managed-environment)",
     Weight::problem, Category::infrastructure},
    {"pip", "network",
     "^ERROR: Could not install packages due to an? (?:EnvironmentError|OSError): "
     "(?:HTTPS?ConnectionPool|\\[Errno -?\\d+\\] (?:Temporary|Name or))()",
     Weight::problem, Category::infrastructure},
    {"pip", "install",
     "^ERROR: Could not install packages due to an? (?:EnvironmentError|OSError): ()"},
    {"pip", "build-failed",
     "^\\s*(?:error|ERROR): Failed (?:to build|building wheel for) (?:')?([\\w.-]+)"},
    {"pip", "build-failed", "^ERROR: Could not build wheels for ([\\w.-]+)"},
    {"pip", "build-failed", "^ERROR: Failed to build installable wheels for .*\\(([\\w.-]+)\\)",
     Weight::consequence},
    {"pip", "build-failed", "^error: (?:metadata-generation-failed|subprocess-exited-with-error)()",
     Weight::consequence},
    {"pip", "missing-requirement",
     "^([\\w.-]+ \\S+ requires [\\w.-]+), which is not installed\\.$"},
    {"pip", "conflict", "^([\\w.-]+ \\S+) (?:has requirement|requires) .+, but you(?:'ll)? have ",
     Weight::warning},
    {"uv", "resolution-conflict", "Because ([\\w.-]+) was not found in the package registry"},
    {"uv", "resolution-conflict", "No solution found when resolving ()"},
    {"poetry", "resolution-conflict",
     "^\\s*(?:So, b|B)ecause (?:no versions of )?([\\w.-]+) .*version solving "
     "failed\\.$"},
    {"poetry", "lock-outdated",
     "^(?:Error: )?(pyproject\\.toml|poetry\\.lock)\\S* (?:changed significantly|is not up to "
     "date)"},
};

/// The sentences with their patterns compiled.
const std::vector<std::pair<Sentence, base::Regex>>& rows() {
    static const auto k_all = [] {
        std::vector<std::pair<Sentence, base::Regex>> all;
        all.reserve(std::size(k_sentences));
        for (const auto& sentence : k_sentences)
            all.emplace_back(sentence, base::Regex(sentence.pattern));
        return all;
    }();
    return k_all;
}

/// Where a line ends in "(from line 3 of requirements.txt)" or "(from -r requirements.txt (line
/// 3))".
void read_place(model::Failure& failure, std::string_view text) {
    static const base::Regex k_line_of("\\(from line (\\d+) of ([^()]+)\\)");
    static const base::Regex k_from("\\(from -[rc] ([^()]+) \\(line (\\d+)\\)\\)");
    if (const auto groups = k_line_of.match(text))
        failure.locations = {{std::string((*groups)[2]), number_of((*groups)[1]), 0}};
    else if (const auto other = k_from.match(text))
        failure.locations = {{std::string((*other)[1]), number_of((*other)[2]), 0}};
}

Finding finding_of(const Section& section, std::size_t i, const Sentence& row,
                   std::string_view subject) {
    const auto text = section.text(i);
    auto finding = finding_at(i, row.category, row.tool, row.rule);
    finding.weight = row.weight;
    auto& failure = finding.failure;
    failure.subject = subject;
    failure.severity = model::Severity::high;
    failure.message = base::trim(text);
    if (row.category == Category::dependency_error)
        failure.fixable_by = {"dependencies"};
    read_place(failure, text.substr(0, 4000));
    if (row.rule == "requirements-file")
        failure.locations = {{std::string(subject), 0, 0}};
    if (row.rule == "no-matching-distribution")
        failure.suggestions = {"Check the name and version of " + failure.subject +
                               " in the requirements against the package index."};
    return finding;
}

void match_pip(const Section& section, Sink& sink) {
    const bool is_check = base::contains(section.step().command, "pip check");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 4000);
        if (section.claimed(i))
            continue;
        for (const auto& [sentence, pattern] : rows()) {
            const auto groups = pattern.match(text);
            if (!groups)
                continue;
            auto finding = finding_of(section, i, sentence, (*groups)[1]);
            if (sentence.rule == "conflict" && is_check)
                finding.weight = Weight::problem;
            sink.report(std::move(finding));
            break;
        }
    }
}

}  // namespace

const Matcher pip_matcher = {"pip",
                             {"No matching distribution found",
                              "Could not find a version that satisfies",
                              "ERROR: Cannot install",
                              "ERROR: Invalid requirement",
                              "ERROR: Could not open requirements",
                              "requires a different Python",
                              "MATCH THE HASHES",
                              "--require-hashes mode",
                              "is not installable",
                              "not found. Directory",
                              "does not appear to be a Python project",
                              "valid editable requirement",
                              "error: externally-managed-environment",
                              "error: metadata-generation-failed",
                              "error: subprocess-exited-with-error",
                              "ERROR: Could not install packages",
                              "Failed to build",
                              "Failed building wheel",
                              "ERROR: Could not build wheels",
                              ", which is not installed.",
                              ", but you",
                              "in the package registry",
                              "No solution found when resolving",
                              "version solving failed",
                              "changed significantly",
                              "is not up to date"},
                             match_pip};

}  // namespace mendel::diagnose
