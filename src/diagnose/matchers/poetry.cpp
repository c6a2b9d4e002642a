#include "diagnose/line_rules.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// Poetry, Pipenv, PDM, uv and conda: what they say where nothing can be installed.
void match_poetry(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "poetry",
        {
            {"out of date with the lock file",
             "(?P<message>pyproject\\.toml changed significantly since poetry\\.lock was last "
             "generated.*|.*poetry\\.lock is not up to date with pyproject\\.toml.*)$",
             Category::dependency_error, "locked", "poetry.lock", "poetry.lock", "dependencies"},
            {"changed significantly since poetry.lock",
             "(?P<message>pyproject\\.toml changed significantly since poetry\\.lock was last "
             "generated.*)$",
             Category::dependency_error, "locked", "poetry.lock", "poetry.lock", "dependencies"},
            {"poetry.lock is not up to date",
             "(?P<message>.*poetry\\.lock is not up to date with pyproject\\.toml.*)$",
             Category::dependency_error, "locked", "poetry.lock", "poetry.lock", "dependencies"},
            {"version solving failed",
             "^ *(?P<message>(?:So, )?[Bb]ecause .*version solving failed\\.)$",
             Category::dependency_error, "conflict", "", "pyproject.toml"},
            {"Could not find a matching version",
             "^ *(?P<message>Could not find a matching version of package (?P<subject>[\\w.-]+))",
             Category::dependency_error, "missing-package", "", "pyproject.toml"},
            {"not supported by the project",
             "^ *(?P<message>(?:The )?[Cc]urrent Python version \\(\\S+\\) is not "
             "(?:supported|allowed) by the project.*)$",
             Category::dependency_error, "python-version", "python", "pyproject.toml"},
            {"is invalid", "^ *(?P<message>The Poetry configuration is invalid.*)$",
             Category::build_failure, "manifest", "", "pyproject.toml"},
            {"Your Pipfile.lock", "(?P<message>Your Pipfile\\.lock \\(\\w+\\) is out of date.*)$",
             Category::dependency_error, "locked", "Pipfile.lock", "Pipfile.lock", "dependencies",
             "pipenv"},
            {"No solution found when resolving",
             "(?P<message>No solution found when resolving .*)$", Category::dependency_error,
             "conflict", "", "", "", "uv"},
            {"The lockfile at",
             "^(?:error: )?(?P<message>The lockfile at `(?P<file>[^`]+)` needs to be updated.*)$",
             Category::dependency_error, "locked", "uv.lock", "", "dependencies", "uv"},
            {"was not found in the package registry",
             "(?P<message>.*?(?P<subject>[\\w.-]+) was not found in the package registry.*)$",
             Category::dependency_error, "missing-package", "", "", "", "uv", Weight::warning},
            {"PackagesNotFoundError", "^(?P<message>PackagesNotFoundError: .*)$",
             Category::dependency_error, "missing-package", "", "environment.yml", "", "conda"},
            {"ResolvePackageNotFound", "^(?P<message>ResolvePackageNotFound:.*)$",
             Category::dependency_error, "missing-package", "", "environment.yml", "", "conda"},
            {"UnsatisfiableError", "^(?P<message>UnsatisfiableError: .*)$",
             Category::dependency_error, "conflict", "", "environment.yml", "", "conda"},
            {"LibMambaUnsatisfiableError", "^(?P<message>LibMambaUnsatisfiableError: .*)$",
             Category::dependency_error, "conflict", "", "environment.yml", "", "conda"},
            {"CondaHTTPError", "^(?P<message>CondaHTTPError: .*)$", Category::infrastructure,
             "network", "", "", "", "conda"},
        });
    k_rules.read(section, sink);
}

}  // namespace

const Matcher poetry_matcher = {
    "poetry",
    {"changed significantly since poetry.lock", "poetry.lock is not up to date",
     "version solving failed", "Could not find a matching version", "by the project",
     "Poetry configuration is invalid", "Your Pipfile.lock", "No solution found when resolving",
     "The lockfile at", "PackagesNotFoundError", "ResolvePackageNotFound", "UnsatisfiableError",
     "CondaHTTPError", "in the package registry"},
    match_poetry};

}  // namespace mendel::diagnose
