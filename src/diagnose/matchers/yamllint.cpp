#include "diagnose/matchers.hpp"
#include "diagnose/matchers/file_rows.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// yamllint's parsable lines; its standard report.
void match_yamllint(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "yamllint",
        {
            {"] ",
             "^(?P<file>[^\\s:]+\\.ya?ml):(?P<line>\\d+):(?P<column>\\d+): \\[(?P<level>error)\\] "
             "(?P<message>syntax error: .*?)(?: \\((?P<rule>[\\w-]+)\\))?$",
             Category::syntax_error, "syntax"},
            {"] ",
             "^(?P<file>[^\\s:]+):(?P<line>\\d+):(?P<column>\\d+): \\[(?P<level>error|warning)\\] "
             "(?P<message>.*?) \\((?P<rule>[\\w-]+)\\)$",
             Category::lint_error, "", "", "", "", "", Weight::problem, model::Severity::low},
            {"::error ",
             "^::error file=(?P<file>[^,]+),line=(?P<line>\\d+),col=(?P<column>\\d+)::\\d+:\\d+ "
             "\\[(?P<rule>[\\w-]+)\\] (?P<message>.*)$",
             Category::lint_error, "", "", "", "", "", Weight::problem, model::Severity::low},
        });
    k_rules.read(section, sink);
    static const FileRows k_report{
        "yamllint", base::Regex("^(\\S*\\.ya?ml\\S*)$"),
        base::Regex("^ +(?P<line>\\d+):(?P<column>\\d+) +(?P<level>error|warning) "
                    "+(?P<message>.*?)(?: +\\((?P<rule>[\\w-]+)\\))?$")};
    read_file_rows(section, k_report, sink);
}

}  // namespace

const Matcher yamllint_matcher = {
    "yamllint", {": [error] ", ": [warning] ", "::error file=", "  error  "}, match_yamllint};

}  // namespace mendel::diagnose
