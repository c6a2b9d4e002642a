#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// "make: *** [Makefile:3: all] Error 2": a recipe's command failed.
std::optional<Finding> read_recipe(const Section& section, std::size_t i) {
    static const base::Regex k_recipe(
        "^\\S*make(?:\\[\\d+\\])?: \\*\\*\\* \\[(?:([^\\]]*?):(\\d+): )?([^\\]]+)\\] (Error "
        "\\d+|\\w.*)$");
    const auto groups = k_recipe.match(section.text(i).substr(0, 4000));
    if (!groups)
        return std::nullopt;
    auto finding = finding_at(i, Category::build_failure, "make", "recipe");
    finding.weight = Weight::consequence;
    finding.failure.subject = (*groups)[3];
    finding.failure.message = section.text(i);
    finding.failure.confidence = 0.5;
    if (!(*groups)[1].empty())
        finding.failure.locations = {{std::string((*groups)[1]), number_of((*groups)[2]), 0}};
    return finding;
}

/// "make: *** No rule to make target 'x', needed by 'all'.  Stop."
std::optional<Finding> read_target(const Section& section, std::size_t i) {
    static const base::Regex k_target(
        "^\\S*make(?:\\[\\d+\\])?: \\*\\*\\* (No rule to make target [`'‘]*([^'’`,]+)['’].*|"
        "No targets specified and no makefile found.*)$");
    const auto groups = k_target.match(section.text(i).substr(0, 4000));
    if (!groups)
        return std::nullopt;
    auto finding = finding_at(i, Category::build_failure, "make", "no-rule");
    finding.failure.subject = (*groups)[2];
    finding.failure.message = (*groups)[1];
    finding.failure.severity = model::Severity::high;
    return finding;
}

/// "Makefile:3: *** missing separator.  Stop."
std::optional<Finding> read_syntax(const Section& section, std::size_t i) {
    static const base::Regex k_syntax("^([^\\s:]+):(\\d+): \\*\\*\\* (.+?)\\.? +Stop\\.$");
    const auto groups = k_syntax.match(section.text(i).substr(0, 4000));
    if (!groups)
        return std::nullopt;
    const bool is_syntax = base::contains((*groups)[3], "missing separator") ||
                           base::contains((*groups)[3], "commences before first target") ||
                           base::contains((*groups)[3], "unterminated");
    auto finding = finding_at(i, is_syntax ? Category::syntax_error : Category::build_failure,
                              "make", is_syntax ? "syntax" : "error");
    finding.failure.message = (*groups)[3];
    finding.failure.severity = model::Severity::high;
    finding.failure.locations = {{std::string((*groups)[1]), number_of((*groups)[2]), 0}};
    return finding;
}

void match_make(const Section& section, Sink& sink) {
    for (std::size_t i = 0; i < section.size(); ++i) {
        if (section.claimed(i) || !base::contains(section.text(i), ": *** "))
            continue;
        for (const auto read : {read_recipe, read_target, read_syntax})
            if (auto finding = read(section, i)) {
                sink.report(std::move(*finding));
                break;
            }
    }
}

}  // namespace

const Matcher make_matcher = {"make", {": *** "}, match_make};

}  // namespace mendel::diagnose
