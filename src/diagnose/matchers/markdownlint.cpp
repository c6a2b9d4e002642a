#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// markdownlint's lines of all its command-line programs; remark and TLDR lint share the shape.
void match_markdownlint(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "markdownlint",
        {
            {" MD0",
             "^(?P<file>[^\\s:]+\\.(?:md|markdown|mdx|rst)): "
             "?(?P<line>\\d+)(?::(?P<column>\\d+))?:? (?:error )?(?P<rule>MD\\d{3})(?:/\\S+)? "
             "(?P<message>.*)$",
             Category::lint_error, "", "", "", "", "", Weight::problem, model::Severity::low},
            {"TLDR0",
             "^(?P<file>[^\\s:]+\\.md):(?P<line>\\d+): (?P<rule>TLDR\\d{3}) (?P<message>.*)$",
             Category::lint_error, "", "", "", "", "tldr-lint", Weight::problem,
             model::Severity::low},
        });
    k_rules.read(section, sink);
}

}  // namespace

const Matcher markdownlint_matcher = {
    "markdownlint", {" MD0", " MD1", ": TLDR"}, match_markdownlint};

}  // namespace mendel::diagnose
