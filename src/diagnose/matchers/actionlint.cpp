#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// ".github/workflows/a.yml:5:3: text [kind]".
void match_actionlint(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "actionlint",
        {
            {".github/",
             "^(?P<file>\\S*\\.github/workflows/\\S+\\.ya?ml):(?P<line>\\d+):(?P<column>\\d+): "
             "(?P<message>.*?) \\[(?P<rule>syntax-check|yaml)\\]$",
             Category::syntax_error},
            {".github/",
             "^(?P<file>\\S*\\.github/(?:workflows|actions)/"
             "\\S+\\.ya?ml):(?P<line>\\d+):(?P<column>\\d+): (?P<message>.*?) "
             "\\[(?P<rule>[a-z-]+)\\]$",
             Category::lint_error},
        });
    k_rules.read(section, sink);
}

}  // namespace

const Matcher actionlint_matcher = {
    "actionlint", {".github/workflows/", ".github/actions/"}, match_actionlint};

}  // namespace mendel::diagnose
