#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;
using model::Severity;

/// Checkstyle's own lines ("[ERROR] /x/A.java:3:5: text [Check]"), those of its plugins for ant and
/// gradle ("[ant:checkstyle] " in front) and for maven ("A.java:[3,5] (group) Check: text").
void match_checkstyle(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "checkstyle",
        {
            {".java:[",
             "^\\[(?P<level>ERROR|WARN|WARNING|INFO)\\] (?P<file>[^:\\[]+\\.java):\\["
             "(?P<line>\\d+)(?:,(?P<column>\\d+))?\\] \\(\\w+\\) (?P<rule>\\w+): (?P<message>.*)$",
             Category::lint_error, "", "", "", "", "", Weight::problem, Severity::low},
            {".java:",
             "^\\s*(?:\\[(?:ant:)?checkstyle\\] )?\\[(?P<level>ERROR|WARN|WARNING|INFO)\\] "
             "(?P<file>[^:\\[]+\\.java):(?P<line>\\d+)(?::(?P<column>\\d+))?: (?P<message>.*?) "
             "\\[(?P<rule>\\w+)\\]$",
             Category::lint_error, "", "", "", "", "", Weight::problem, Severity::low},
            {".java:",
             "^\\s*\\[(?:ant:)?checkstyle\\] (?P<file>[^:\\[]+\\.java):(?P<line>\\d+)"
             "(?::(?P<column>\\d+))?: (?P<level>warning|error)?:? ?(?P<message>.*)$",
             Category::lint_error, "", "", "", "", "", Weight::problem, Severity::low},
            {".java:",
             "^\\[(?P<level>ERROR|WARN|WARNING)\\] (?P<file>[^:\\[]+\\.java):"
             "(?P<line>\\d+)(?::(?P<column>\\d+))?: (?P<message>.*)\\. \\[(?P<rule>\\w+)\\]$",
             Category::lint_error, "", "", "", "", "", Weight::problem, Severity::low},
        });
    k_rules.read(section, sink);
}

}  // namespace

const Matcher checkstyle_matcher = {"checkstyle", {".java:"}, match_checkstyle};

}  // namespace mendel::diagnose
