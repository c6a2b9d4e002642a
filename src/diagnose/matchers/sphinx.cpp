#include "diagnose/line_rules.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// "/x/docs/a.rst:12: ERROR: text" of Sphinx and docutils, which -W makes fatal.
void match_sphinx(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "sphinx",
        {
            {": ERROR: ",
             "^(?:Warning, treated as "
             "error:\\s*)?(?P<file>[^\\s:][^:]*\\.(?:rst|md|py|txt|ipynb))(?::docstring of "
             "(?P<subject>[\\w.]+))?:(?P<line>\\d+): (?P<level>ERROR|CRITICAL|SEVERE): "
             "(?P<message>.*)$",
             Category::build_failure, "markup"},
            {": WARNING: ",
             "^(?P<file>[^\\s:][^:]*\\.(?:rst|md|py|txt|ipynb))(?::docstring of "
             "(?P<subject>[\\w.]+))?:(?:(?P<line>\\d+):)? (?P<level>WARNING): (?P<message>.*)$",
             Category::lint_error, "warning"},
            {"(SEVERE/4)",
             "^(?P<file>[^\\s:][^:]*):(?P<line>\\d+): \\((?:SEVERE/4|ERROR/3)\\) (?P<message>.*)$",
             Category::build_failure, "markup", "", "", "", "docutils"},
            {"(ERROR/3)", "^(?P<file>[^\\s:][^:]*):(?P<line>\\d+): \\(ERROR/3\\) (?P<message>.*)$",
             Category::build_failure, "markup", "", "", "", "docutils"},
            {"Could not import extension",
             "^(?P<message>Could not import extension (?P<subject>\\S+) .*)$",
             Category::import_error, "extension", "", "conf.py"},
            {"Extension error", "^Extension error(?: \\(\\S+\\))?:(?P<message>.*)$",
             Category::build_failure, "extension", "", "", "", "", Weight::consequence},
            {"broken",
             "^\\(\\s*(?P<file>\\S+): line +(?P<line>\\d+)\\) broken "
             "+(?P<message>(?P<subject>\\S+) .*)$",
             Category::lint_error, "broken-link"},
        });
    k_rules.read(section, sink);
}

}  // namespace

const Matcher sphinx_matcher = {"sphinx",
                                {": ERROR: ", ": WARNING: ", "(SEVERE/4)", "(ERROR/3)",
                                 "Could not import extension", "Extension error", ") broken "},
                                match_sphinx};

}  // namespace mendel::diagnose
