#include "base/regex.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

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
            {"is unknown import symbol",
             "^\\s+(?P<file>\\S.*?\\.pyi?):(?P<line>\\d+):(?P<column>\\d+) - "
             "(?P<level>error|warning): (?P<message>\\\"(?P<subject>[^\\\"]+)\\\" is unknown "
             "import "
             "symbol)(?: \\((?P<rule>report\\w+)\\))?$",
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
    static const base::Regex k_more("^(?: |\u00a0){4,}(\\S.*?)(?: \\((report\\w+)\\))?$");
    for (std::size_t i = 0; i < section.size(); ++i) {
        auto finding = section.claimed(i) ? std::nullopt : k_rules.at(section, i);
        if (!finding)
            continue;
        auto& failure = finding->failure;
        for (auto at = i + 1; failure.rule.empty() && at < i + 12; ++at) {
            const auto more = k_more.match(section.text(at).substr(0, 2000));
            if (!more)
                break;
            failure.rule = (*more)[2];
            finding->end = at + 1;
        }
        if (failure.rule.empty() && finding->weight == Weight::problem) {
            failure.category = Category::syntax_error;
            failure.rule = "syntax";
        }
        sink.report(std::move(*finding));
    }
}

}  // namespace

const Matcher pyright_matcher = {"pyright", {" - error: ", " - warning: "}, match_pyright};

}  // namespace mendel::diagnose
