#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// What setuptools, build backends and twine say of a package that cannot be made or sent.
void match_packaging(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "setuptools",
        {
            {": FAILED", "^(?P<message>Checking (?P<subject>\\S+): FAILED.*)$",
             Category::lint_error, "check", "", "", "", "twine", Weight::consequence},
            {"Cannot find file (or expand pattern)",
             "(?P<message>Cannot find file \\(or expand pattern\\): '(?P<subject>[^']+)')",
             Category::build_failure, "missing-distribution", "", "", "", "twine"},
            {" setup command: ", "^error in (?P<subject>\\S+) setup command: (?P<message>.*)$",
             Category::build_failure, "setup-arguments", "", "setup.py"},
            {"long_description", "^(?P<message>ERROR +`long_description` has syntax errors.*)$",
             Category::lint_error, "long-description", "", "", "", "twine"},
            {"HTTPError: ", "^(?:ERROR +)?(?P<message>HTTPError: (?:400|403|401|409) .*)$",
             Category::infrastructure, "upload-refused", "", "", "", "twine"},
            {"ERROR Backend subprocess",
             "^ERROR (?P<message>Backend subprocess exited when trying to invoke "
             "(?P<subject>\\w+))",
             Category::build_failure, "backend", "", "", "", "build", Weight::consequence},
            {"invalid command", "^error: (?P<message>invalid command '(?P<subject>[^']+)')",
             Category::dependency_error, "missing-command", "", "setup.py"},
            {"package directory",
             "^error: (?P<message>package directory '(?P<subject>[^']+)' does not exist)",
             Category::build_failure, "missing-folder", "", "setup.py"},
            {"Multiple top-level packages",
             "^error: (?P<message>Multiple top-level packages discovered in a flat-layout.*)$",
             Category::build_failure, "layout", "", "pyproject.toml"},
            {"command '",
             "^error: (?P<message>command '(?P<subject>[^']+)' failed(?: with exit (?:status|code) "
             "\\d+|: No such file or directory).*)$",
             Category::build_failure, "command", "", "", "", "", Weight::consequence},
            {"Microsoft Visual C++",
             "^error: (?P<message>Microsoft Visual C\\+\\+ [\\d.]+ or greater is required.*)$",
             Category::dependency_error, "missing-compiler"},
        });
    const bool is_explained = sink.has_problem();
    for (std::size_t i = 0; i < section.size(); ++i) {
        auto finding = section.claimed(i) ? std::nullopt : k_rules.at(section, i);
        if (!finding)
            continue;
        if (is_explained && finding->weight == Weight::problem)
            finding->weight = Weight::warning;
        for (auto at = i + 1; finding->failure.rule == "long-description" && at < i + 5; ++at)
            if (const auto text = base::trim(section.text(at));
                base::contains(text.substr(0, 20), "line ")) {
                finding->failure.message += " " + std::string(text);
                finding->end = at + 1;
            }
        if (base::contains(section.text(i + 1), "File already exists")) {
            finding->failure.category = Category::build_failure;
            finding->failure.rule = "version-exists";
            finding->failure.message = base::trim(section.text(i + 1));
            finding->end = i + 2;
        }
        sink.report(std::move(*finding));
    }
}

}  // namespace

const Matcher packaging_matcher = {
    "setuptools",
    {"long_description", "HTTPError: 4", "ERROR Backend subprocess", "error: invalid command",
     "error: package directory", "Multiple top-level packages", "error: command ",
     "Microsoft Visual C++", " setup command: ", "(or expand pattern)"},
    match_packaging};

}  // namespace mendel::diagnose
