#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// What uv and conda say below their first line.
void read_details(const Section& section, Finding& finding) {
    constexpr std::string_view k_arrow = "╰─▶ ";
    auto& failure = finding.failure;
    const auto at = finding.line + 1;
    if (const auto text = base::trim(section.text(at));
        failure.tool == "uv" && text.substr(0, k_arrow.size()) == k_arrow) {
        failure.message += " " + std::string(text.substr(k_arrow.size()));
        finding.end = at + 1;
    }
    for (auto i = at; failure.tool == "conda" && failure.subject.empty() && i < at + 4; ++i)
        if (section.text(i).substr(0, 4) == "  - ")
            failure.subject = base::trim(section.text(i).substr(4));
}

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
             "^ *(?P<message>(?:The )?[Cc]urrent(?:ly activated)? Python version \\(?\\S+?\\)? is "
             "not "
             "(?:supported|allowed) by the project.*)$",
             Category::dependency_error, "python-version", "python", "pyproject.toml"},
            {"is invalid", "^ *(?P<message>The Poetry configuration is invalid.*)$",
             Category::build_failure, "manifest", "", "pyproject.toml"},
            {"Command not found: ", "^ *(?P<message>Command not found: (?P<subject>\\S+))$",
             Category::dependency_error, "command-not-found"},
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
    for (std::size_t i = 0; i < section.size(); ++i) {
        auto finding = section.claimed(i) ? std::nullopt : k_rules.at(section, i);
        if (!finding)
            continue;
        for (auto next = i + 1; finding->failure.rule == "manifest" && next < i + 10 &&
                                section.text(next).substr(0, 4) == "  - ";
             ++next) {
            finding->failure.message += std::string(section.text(next).substr(3));
            finding->end = next + 1;
        }
        read_details(section, *finding);
        sink.report(std::move(*finding));
    }
}

}  // namespace

const Matcher poetry_matcher = {
    "poetry",
    {"changed significantly since poetry.lock", "poetry.lock is not up to date",
     "version solving failed", "Could not find a matching version", "by the project",
     "Poetry configuration is invalid", "Your Pipfile.lock", "No solution found when resolving",
     "The lockfile at", "PackagesNotFoundError", "ResolvePackageNotFound", "UnsatisfiableError",
     "CondaHTTPError", "in the package registry", "Command not found: "},
    match_poetry};

}  // namespace mendel::diagnose
