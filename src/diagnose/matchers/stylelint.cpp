#include "diagnose/matchers.hpp"
#include "diagnose/matchers/file_rows.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// Stylelint's unix and compact formatters; its default report.
void match_stylelint(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "stylelint",
        {
            {"(",
             "^(?P<file>[^\\s:]+\\.(?:css|scss|sass|less|vue|html)):(?P<line>\\d+):(?P<column>\\d+)"
             ": (?P<message>.*?) \\((?P<rule>[\\w/-]+)\\) \\[(?P<level>error|warning)\\]$",
             Category::lint_error, "", "", "", "lint", "", Weight::problem, model::Severity::low},
            {": line ",
             "^(?P<file>\\S+\\.(?:css|scss|sass|less|vue|html)): line (?P<line>\\d+), col "
             "(?P<column>\\d+), (?P<level>error|warning) - (?P<message>.*?) "
             "\\((?P<rule>[\\w/-]+)\\)$",
             Category::lint_error, "", "", "", "lint", "", Weight::problem, model::Severity::low},
        });
    k_rules.read(section, sink);
    static const FileRows k_report{
        "stylelint", base::Regex("^(\\S*\\.(?:css|scss|sass|less|vue|html|[jt]sx?))$"),
        base::Regex("^ +(?P<line>\\d+):(?P<column>\\d+) +(?P<level>✖|×|⚠|ℹ) +(?P<message>.*?) "
                    "+(?P<rule>[\\w/-]+)$"),
        "lint"};
    read_file_rows(section, k_report, sink);
}

}  // namespace

const Matcher stylelint_matcher = {"stylelint", {"✖ ", ": line ", ") [error]"}, match_stylelint};

}  // namespace mendel::diagnose
