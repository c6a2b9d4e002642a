#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// The compiler's lines under gradle ("e: file.kt: (1, 2): text", "e: file:///x.kt:1:2 text"),
/// maven
/// ("[ERROR] x.kt: (1, 2) text") and by itself ("x.kt:1:2: error: text"); ktlint and detekt.
const LineRules& rules() {
    constexpr auto k_low = model::Severity::low;
    static const LineRules k_rules(
        "kotlinc",
        {
            {".kt",
             "^e: (?:file://)?(?P<file>[^:]+\\.kts?): \\((?P<line>\\d+), (?P<column>\\d+)\\): "
             "(?P<message>.+)$",
             Category::type_error},
            {".kt",
             "^e: (?:file://)?(?P<file>[^:]+\\.kts?):(?P<line>\\d+):(?P<column>\\d+):? "
             "(?P<message>.+)$",
             Category::type_error},
            {".kt",
             "^\\[ERROR\\] (?:file://)?(?P<file>[^:]+\\.kts?):? ?[:\\[(]+(?P<line>\\d+),? ?:?"
             "(?P<column>\\d+)[\\])]?:? (?P<message>.+)$",
             Category::type_error},
            {".kt",
             "^(?P<file>[^:\\s]+\\.kts?):(?P<line>\\d+):(?P<column>\\d+): (?P<level>error|"
             "warning): (?P<message>.+)$",
             Category::type_error},
            {".kt:",
             "^(?P<file>[^:\\s]+\\.kts?):(?P<line>\\d+):(?P<column>\\d+):? (?P<message>.*?) "
             "\\((?P<rule>[a-z-]+(?::[a-z-]+)*)\\)$",
             Category::lint_error, "", "", "", "format", "ktlint", Weight::problem, k_low},
            {".kt:",
             "^(?P<file>[^:\\s]+\\.kts?):(?P<line>\\d+):(?P<column>\\d+): (?P<message>.*?) "
             "\\[(?P<rule>[A-Z]\\w+)\\]$",
             Category::lint_error, "", "", "", "", "detekt", Weight::problem, k_low},
            {" at ",
             "^\\s*(?P<rule>[A-Z]\\w+) - .*\\[(?P<subject>[^\\]]+)\\] at (?P<file>[^:]+\\.kts?)"
             ":(?P<line>\\d+):(?P<column>\\d+)",
             Category::lint_error, "", "", "", "", "detekt", Weight::problem, k_low},
        });
    return k_rules;
}

void refine(model::Failure& failure) {
    static const base::Regex k_unresolved("(?i)^unresolved reference:? '?([\\w.]+)'?");
    static const base::Regex k_syntax(
        "^(?:Expecting |Unexpected tokens|Missing '|Unclosed )|"
        "^[Ss]yntax error");
    if (failure.category != Category::type_error)
        return;
    if (const auto groups = k_unresolved.match(failure.message)) {
        failure.rule = "undeclared";
        failure.category = Category::build_failure;
        failure.subject = (*groups)[1];
    } else if (k_syntax.found_in(failure.message)) {
        failure.rule = "syntax";
        failure.category = Category::syntax_error;
    }
}

void match_kotlin(const Section& section, Sink& sink) {
    const bool are_warnings_errors = mentions(section, {"-Werror"});
    for (std::size_t i = 0; i < section.size(); ++i) {
        if (section.claimed(i) || !base::contains(section.text(i), ".kt"))
            continue;
        auto finding = rules().at(section, i);
        if (finding && (finding->weight == Weight::problem || are_warnings_errors)) {
            finding->weight = Weight::problem;
            refine(finding->failure);
            sink.report(std::move(*finding));
        }
    }
}

}  // namespace

const Matcher kotlin_matcher = {"kotlinc", {".kt:", ".kts:"}, match_kotlin};

}  // namespace mendel::diagnose
