#include <algorithm>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

constexpr std::string_view k_first_warning = "Warning, treated as error:";

/// The lines after which one line says why the build stopped.
bool is_heading(std::string_view text) {
    static const base::Regex k_heading(
        "^(?:Configuration|Extension|Theme|Version requirement|Application) error"
        "(?: \\([\\w.]+\\))?:$");
    return text == k_first_warning || k_heading.found_in(text);
}

bool is_fatal(const Section& section) {
    for (std::size_t i = 0; i < section.size(); ++i)
        if (contains(section.text(i), "build finished with problems") ||
            contains(section.text(i), "treated as error"))
            return true;
    return false;
}

/// The line below a heading: "/x/a.rst:4:text", or "text (conf.py, line 3)", or the text alone.
void report_below(const Section& section, std::size_t at, Sink& sink) {
    static const base::Regex k_place(
        "^([^\\s:]\\S*?\\.\\w+)(?::docstring of [\\w.]+)?:(\\d+): ?(.*)$");
    static const base::Regex k_source("\\((\\S+\\.py), line (\\d+)\\)$");
    static const base::Regex k_extension("^Could not import extension (\\S+) ");
    const auto text = section.text(at + 1).substr(0, 2000);
    if (text.empty() || section.claimed(at + 1))
        return;
    const bool is_warning = section.text(at) == k_first_warning;
    auto finding = finding_at(at + 1, is_warning ? Category::lint_error : Category::build_failure,
                              "sphinx", is_warning ? "warning" : "configuration");
    finding.begin = at;
    auto& failure = finding.failure;
    failure.message = text;
    if (const auto place = k_place.match(text)) {
        failure.locations = {{std::string((*place)[1]), number_of((*place)[2])}};
        failure.message = (*place)[3];
    } else if (const auto source = k_source.match(text)) {
        failure.locations = {{std::string((*source)[1]), number_of((*source)[2])}};
        failure.category = Category::syntax_error;
    } else if (const auto extension = k_extension.match(text)) {
        failure.category = Category::import_error;
        failure.rule = "extension";
        failure.subject = (*extension)[1];
        failure.locations = {{"conf.py"}};
    }
    sink.report(std::move(finding));
}

const LineRules& rules() {
    static const LineRules k_rules(
        "sphinx",
        {
            {": ERROR: ",
             "(?P<file>[^\\s:][^\\s:]*\\.(?:rst|md|py|txt|ipynb))(?::docstring of "
             "(?P<subject>[\\w.]+))?:(?P<line>\\d+): (?:ERROR|CRITICAL|SEVERE): "
             "(?P<message>.*)$",
             Category::build_failure, "markup"},
            {": CRITICAL: ",
             "(?P<file>[^\\s:][^\\s:]*\\.(?:rst|md|py|txt|ipynb)):(?P<line>\\d+): CRITICAL: "
             "(?P<message>.*)$",
             Category::build_failure, "markup"},
            {": SEVERE: ",
             "(?P<file>[^\\s:][^\\s:]*\\.(?:rst|md|py|txt|ipynb)):(?P<line>\\d+): SEVERE: "
             "(?P<message>.*)$",
             Category::build_failure, "markup"},
            {": WARNING: ",
             "(?P<file>[^\\s:][^\\s:]*\\.(?:rst|md|py|txt|ipynb))(?::docstring of "
             "(?P<subject>[\\w.]+))?:(?:(?P<line>\\d+):)? WARNING: (?P<message>.*)$",
             Category::lint_error, "warning"},
            {"WARNING: autodoc: failed to import",
             "WARNING: (?P<message>autodoc: failed to import \\w+ '(?P<subject>[^']+)'.*)$",
             Category::import_error, "autodoc"},
            {"(SEVERE/4)",
             "^(?P<file>[^\\s:][^:]*):(?P<line>\\d+): \\(SEVERE/4\\) (?P<message>.*)$",
             Category::build_failure, "markup", "", "", "", "docutils"},
            {"(ERROR/3)", "^(?P<file>[^\\s:][^:]*):(?P<line>\\d+): \\(ERROR/3\\) (?P<message>.*)$",
             Category::build_failure, "markup", "", "", "", "docutils"},
            {") broken ",
             "^\\(\\s*(?P<file>\\S+): line +(?P<line>\\d+)\\) broken "
             "+(?P<message>(?P<subject>\\S+) .*)$",
             Category::lint_error, "broken-link"},
        });
    return k_rules;
}

/// What a remark quotes is what it is about: 'missing', "sub".
void name_subject(model::Failure& failure) {
    static const base::Regex k_quoted("(?:^| )['\"]([^'\"]+)['\"]");
    if (const auto groups =
            failure.subject.empty() ? k_quoted.match(failure.message) : std::nullopt)
        failure.subject = (*groups)[1];
}

/// Sphinx and docutils: remarks with a place, which fail a build only under -W, and what stops one.
void match_sphinx(const Section& section, Sink& sink) {
    const bool has_strict_build = is_fatal(section);
    const bool is_red = section.step().exit_code.value_or(0) != 0;
    for (std::size_t i = 0; i < section.size(); ++i) {
        if (section.claimed(i))
            continue;
        if (is_heading(section.text(i).substr(0, 200))) {
            report_below(section, i, sink);
        } else if (auto finding = rules().at(section, i)) {
            name_subject(finding->failure);
            if (finding->failure.tool == "sphinx" && finding->failure.rule != "broken-link")
                finding->weight = has_strict_build || (is_red && finding->failure.rule == "markup")
                                      ? Weight::problem
                                      : Weight::warning;
            sink.report(std::move(*finding));
        }
    }
}

}  // namespace

const Matcher sphinx_matcher = {
    "sphinx",
    {": ERROR: ", ": CRITICAL: ", ": SEVERE: ", ": WARNING: ", "WARNING: autodoc", "(SEVERE/4)",
     "(ERROR/3)", "Configuration error:", "Extension error",
     "Theme error:", "Application error:", "treated as error", ") broken "},
    match_sphinx};

}  // namespace mendel::diagnose
