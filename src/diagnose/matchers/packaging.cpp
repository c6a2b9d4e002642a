#include "diagnose/line_rules.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// What setuptools, build backends and twine say of a package that cannot be made or sent.
void match_packaging(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "setuptools",
        {
            {"checking long_description",
             "^(?P<message>Checking \\S+: FAILED.*|ERROR +`long_description` has syntax errors.*)$",
             Category::lint_error, "long-description", "", "", "", "twine"},
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
    k_rules.read_as_last(section, sink);
}

}  // namespace

const Matcher packaging_matcher = {
    "setuptools",
    {"long_description", "HTTPError: 4", "ERROR Backend subprocess", "error: invalid command",
     "error: package directory", "Multiple top-level packages", "error: command ",
     "Microsoft Visual C++"},
    match_packaging};

}  // namespace mendel::diagnose
