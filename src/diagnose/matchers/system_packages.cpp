#include <iterator>

#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

constexpr LineRule k_lines[] = {
    {"Failed to fetch", "^[EW]: (?P<message>Failed to fetch (?P<subject>\\S+) .*)$",
     Category::infrastructure, "network"},
    {"Unable to locate package", "^E: (?P<message>Unable to locate package (?P<subject>\\S+))",
     Category::dependency_error, "missing-package"},
    {"Couldn't find any package",
     "^E: (?P<message>Couldn't find any package by (?:glob|regex) '(?P<subject>[^']+)')",
     Category::dependency_error, "missing-package", "", "", "", "", Weight::consequence},
    {"has no installation candidate",
     "^E: (?P<message>Package '?(?P<subject>[^' ]+)'? has no installation candidate)",
     Category::dependency_error, "missing-package"},
    {"was not found", "^E: (?P<message>Version '[^']+' for '(?P<subject>[^']+)' was not found)",
     Category::dependency_error, "missing-version"},
    {"Release file",
     "^E: (?P<message>The repository '(?P<subject>[^']+)' (?:does not have|no longer has) a "
     "Release file\\.)",
     Category::infrastructure, "repository"},
    {"is not signed", "^E: (?P<message>The repository '(?P<subject>[^']+)' is not signed\\.)",
     Category::infrastructure, "repository"},
    {"Could not get lock", "^E: (?P<message>Could not get lock \\S+.*)$", Category::infrastructure,
     "lock"},
    {"held broken packages",
     "^E: (?P<message>Unable to correct problems, you have held broken packages\\.)",
     Category::dependency_error, "conflict"},
    {"Unmet dependencies", "^E: (?P<message>Unmet dependencies\\..*)$", Category::dependency_error,
     "conflict"},
    {"Some index files failed", "^E: (?P<message>Some index files failed to download\\..*)$",
     Category::infrastructure, "network", "", "", "", "", Weight::consequence},
    {"Unable to fetch some archives", "^E: (?P<message>Unable to fetch some archives.*)$",
     Category::infrastructure, "network", "", "", "", "", Weight::consequence},
    {"Sub-process", "^E: (?P<message>Sub-process \\S+ returned an error code.*)$",
     Category::dependency_error, "install", "", "", "", "", Weight::consequence},
    {"unable to select packages", "^ERROR: (?P<message>unable to select packages:)",
     Category::dependency_error, "missing-package", "", "", "", "apk"},
    {"No available formula",
     "^Error: (?P<message>No available formula (?:or cask )?with the name "
     "\"(?P<subject>[^\"]+)\".*)$",
     Category::dependency_error, "missing-package", "", "", "", "brew"},
    {"No match for argument",
     "^(?:Error: |No match for argument: (?P<subject>\\S+))(?P<message>.*)$",
     Category::dependency_error, "missing-package", "", "", "", "dnf"},
    {"target not found", "^error: (?P<message>target not found: (?P<subject>\\S+))",
     Category::dependency_error, "missing-package", "", "", "", "pacman"},
    {"curl: (", "^curl: \\(\\d+\\) (?P<message>.*)$", Category::infrastructure, "download", "", "",
     "", "curl", Weight::warning},
};

/// What the package managers of systems refuse: apt, apk, brew, dnf, pacman; and curl, whose
/// failures scripts often pass over.
void match_system_packages(const Section& section, Sink& sink) {
    static const LineRules k_rules("apt", {std::begin(k_lines), std::end(k_lines)});
    k_rules.read_as_last(section, sink);
}

}  // namespace

const Matcher system_packages_matcher = {
    "apt",
    {"E: Failed to fetch", "E: Unable to", "E: Couldn't find", "installation candidate",
     "E: Version '", "E: The repository", "E: Could not get lock", "E: Unmet", "E: Some index",
     "E: Sub-process", "unable to select packages", "No available formula", "No match for argument",
     "error: target not found", "curl: ("},
    match_system_packages};

}  // namespace mendel::diagnose
