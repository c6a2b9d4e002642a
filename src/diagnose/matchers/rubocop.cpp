#include "base/regex.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// The simple formatter: "== lib/a.rb ==" and below it "C:  3:  5: [Correctable] Style/Name: text".
void match_simple(const Section& section, Sink& sink) {
    static const base::Regex k_file("^== (\\S+) ==$");
    static const base::Regex k_row(
        "^([RCWEF]): +(\\d+): +(\\d+): (\\[Correctable\\] )?((?:[A-Z]\\w+/)+[A-Z]\\w+): (.*)$");
    std::string file;
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 2000);
        if (const auto groups = k_file.match(text))
            file = (*groups)[1];
        const auto row = file.empty() ? std::nullopt : k_row.match(text);
        if (!row)
            continue;
        auto finding = finding_at(i, Category::lint_error, "rubocop", (*row)[5]);
        finding.failure.message = (*row)[6];
        finding.failure.severity = model::Severity::low;
        finding.failure.locations = {{file, number_of((*row)[2]), number_of((*row)[3])}};
        if (!(*row)[4].empty())
            finding.failure.fixable_by = {"lint"};
        sink.report(std::move(finding));
    }
}

/// "lib/a.rb:3:5: C: [Correctable] Style/Name: text": RuboCop's formatters and Standard's.
void match_rubocop(const Section& section, Sink& sink) {
    constexpr auto k_low = model::Severity::low;
    static const LineRules k_rules(
        "rubocop",
        {
            {"[Corr",
             "^(?P<file>[^\\s:]+):(?P<line>\\d+):(?P<column>\\d+): [RCWEFI]: \\[Corr(?:ectable|"
             "ected)\\] (?P<rule>(?:[A-Z]\\w+/)+[A-Z]\\w+): (?P<message>.*)$",
             Category::lint_error, "", "", "", "lint", "", Weight::problem, k_low},
            {": E: Lint/Syntax",
             "^(?P<file>[^\\s:]+):(?P<line>\\d+):(?P<column>\\d+): [EF]: "
             "(?P<rule>Lint/Syntax): (?P<message>.*)$",
             Category::syntax_error},
            {"/",
             "^(?P<file>[^\\s:]+):(?P<line>\\d+):(?P<column>\\d+): [RCWEFI]: "
             "(?P<rule>(?:[A-Z]\\w+/)+"
             "[A-Z]\\w+): (?P<message>.*)$",
             Category::lint_error, "", "", "", "", "", Weight::problem, k_low},
            {": F: Lint/Syntax",
             "^(?P<file>[^\\s:]+):(?P<line>\\d+):(?P<column>\\d+): F: "
             "(?P<rule>Lint/Syntax): (?P<message>.*)$",
             Category::syntax_error},
            {"/",
             "^ +(?P<file>[^\\s:]+\\.rb):(?P<line>\\d+):(?P<column>\\d+): (?P<rule>(?:[A-Z]\\w+/)+"
             "[A-Z]\\w+): (?P<message>.*)$",
             Category::lint_error, "", "", "", "lint", "standard", Weight::problem, k_low},
        });
    k_rules.read(section, sink);
    match_simple(section, sink);
}

}  // namespace

const Matcher rubocop_matcher = {
    "rubocop",
    {": C: ", ": W: ", ": E: ", ": F: ", ": R: ", ": Style/", ": Layout/", ": Lint/", "C: "},
    match_rubocop};

}  // namespace mendel::diagnose
