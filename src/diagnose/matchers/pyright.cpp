#include "diagnose/line_rules.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// "  /x/a.py:3:5 - error: text (reportRule)".
void match_pyright(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "pyright",
        {
            {"Import \"",
             "^\\s+(?P<file>\\S.*?\\.pyi?):(?P<line>\\d+):(?P<column>\\d+) - "
             "(?P<level>error|warning): (?P<message>Import \\\"(?P<subject>[^\\\"]+)\\\" could not "
             "be resolved.*?)(?: \\((?P<rule>report\\w+)\\))?$",
             Category::import_error},
            {"is not defined",
             "^\\s+(?P<file>\\S.*?\\.pyi?):(?P<line>\\d+):(?P<column>\\d+) - "
             "(?P<level>error|warning): (?P<message>\\\"(?P<subject>[^\\\"]+)\\\" is not "
             "defined)(?: \\((?P<rule>report\\w+)\\))?$",
             Category::type_error, "", "", "", "imports"},
            {" - error: ",
             "^\\s+(?P<file>\\S.*?\\.pyi?):(?P<line>\\d+):(?P<column>\\d+) - error: "
             "(?P<message>.*?) \\((?P<rule>report\\w+)\\)$",
             Category::type_error},
            {" - error: ",
             "^\\s+(?P<file>\\S.*?\\.pyi?):(?P<line>\\d+):(?P<column>\\d+) - error: "
             "(?P<message>(?:Expected |Unindent|Unexpected|Statements must|\\\"\\S+\\\" was not "
             "closed|Operator \\\"|Inconsistent).*)$",
             Category::syntax_error, "syntax"},
            {" - warning: ",
             "^\\s+(?P<file>\\S.*?\\.pyi?):(?P<line>\\d+):(?P<column>\\d+) - (?P<level>warning): "
             "(?P<message>.*?)(?: \\((?P<rule>report\\w+)\\))?$",
             Category::type_error},
            {" - error: ",
             "^\\s+(?P<file>\\S.*?\\.pyi?):(?P<line>\\d+):(?P<column>\\d+) - error: "
             "(?P<message>.*)$",
             Category::type_error},
        });
    k_rules.read(section, sink);
}

}  // namespace

const Matcher pyright_matcher = {"pyright", {" - error: ", " - warning: "}, match_pyright};

}  // namespace mendel::diagnose
