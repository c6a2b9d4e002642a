#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/line_rules.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// -W stops at the first warning: "Warning, treated as error:" and "/x/a.rst:4:text" below it.
void match_fatal(const Section& section, Sink& sink) {
    static const base::Regex k_place("^(/?[^\\s:][^:]*):(?:(\\d+):)?(.*)$");
    for (std::size_t i = 0; i + 1 < section.size(); ++i) {
        if (section.text(i) != "Warning, treated as error:")
            continue;
        auto finding = finding_at(i + 1, Category::build_failure, "sphinx", "warning");
        finding.begin = i;
        finding.failure.message = section.text(i + 1);
        if (const auto groups = k_place.match(section.text(i + 1).substr(0, 2000))) {
            finding.failure.locations = {{std::string((*groups)[1]), number_of((*groups)[2])}};
            finding.failure.message = base::trim((*groups)[3]);
        }
        sink.report(std::move(finding));
    }
}

/// "/x/docs/a.rst:12: ERROR: text" of Sphinx and docutils, which -W makes fatal.
void match_sphinx(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "sphinx",
        {
            {": CRITICAL: ",
             "^(?:Warning, treated as "
             "error:\\s*)?(?P<file>[^\\s:][^:]*\\.(?:rst|md|py|txt|ipynb))(?::docstring of "
             "(?P<subject>[\\w.]+))?:(?P<line>\\d+): (?P<level>ERROR|CRITICAL|SEVERE): "
             "(?P<message>.*)$",
             Category::build_failure, "markup"},
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
    match_fatal(section, sink);
    const bool are_warnings_errors =
        mentions(section, {"treated as error", "Warning, treated", " -W "});
    for (std::size_t i = 0; i < section.size(); ++i) {
        auto finding = section.claimed(i) ? std::nullopt : k_rules.at(section, i);
        if (!finding || (finding->weight == Weight::warning && !are_warnings_errors))
            continue;
        if (finding->weight == Weight::warning)
            finding->weight = Weight::problem;
        sink.report(std::move(*finding));
    }
}

}  // namespace

const Matcher sphinx_matcher = {
    "sphinx",
    {"Warning, treated as error:", ": ERROR: ", ": WARNING: ", ": CRITICAL: ", "(SEVERE/4)",
     "(ERROR/3)", "Could not import extension", "Extension error", ") broken "},
    match_sphinx};

}  // namespace mendel::diagnose
