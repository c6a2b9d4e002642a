#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// TeX's errors ("! Undefined control sequence.", "a.tex:12: text") and LaTeX's warnings.
void match_latex(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "latex",
        {
            {".tex:",
             "^(?:\\./)?(?P<file>[^\\s:]+\\.(?:tex|sty|cls|bib)):(?P<line>\\d+): (?P<message>.*)$",
             Category::build_failure, "error"},
            {"! LaTeX Error: File",
             "^! (?P<message>LaTeX Error: File `(?P<subject>[^']+)' not found\\.)",
             Category::dependency_error, "missing-package"},
            {"! ",
             "^! (?P<message>(?:LaTeX Error: |Package \\S+ Error: |Undefined control "
             "sequence|Missing |Emergency stop|Too many |Extra |Paragraph ended|I can't find "
             "file|Fatal ).*)$",
             Category::build_failure, "error"},
            {"LaTeX Warning: There were undefined",
             "^(?P<message>LaTeX Warning: There were undefined (?:references|citations)\\.)",
             Category::lint_error, "undefined-reference", "", "", "", "", Weight::warning},
        });
    k_rules.read_as_last(section, sink);
}

}  // namespace

const Matcher latex_matcher = {"latex",
                               {".tex:", "! LaTeX Error", "! Package ", "! Undefined control",
                                "! Missing ", "! Emergency stop", "! Extra ", "! Fatal ",
                                "! Too many", "! I can't find file", "LaTeX Warning: There were"},
                               match_latex};

}  // namespace mendel::diagnose
