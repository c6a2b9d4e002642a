#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

void match_composer(const Section& section, Sink& sink) {
    constexpr auto k_dependency = Category::dependency_error;
    static const LineRules k_rules(
        "composer",
        {
            {"composer.json requires",
             "^ +- (?P<message>Root composer\\.json requires (?:PHP "
             "extension )?(?P<subject>[\\w./-]+).*)$",
             k_dependency, "conflict", "", "composer.json"},
            {" is locked to version",
             "^ +- (?P<message>(?P<subject>[\\w./-]+) is locked to version .*)$", k_dependency,
             "conflict", "", "composer.json"},
            {"your php version",
             "^ +- (?P<message>(?P<subject>[\\w./-]+) \\S+ requires .*your php version.*)$",
             k_dependency, "platform", "", "composer.json"},
            {"it is missing from your system",
             "^ +- (?P<message>.*requires (?:PHP extension )?"
             "(?P<subject>ext-\\w+) .*missing from your system.*)$",
             k_dependency, "platform", "", "composer.json"},
            {"Could not find ",
             "^ +(?P<message>Could not find (?:a matching version of )?package "
             "(?P<subject>[\\w./-]+).*)$",
             k_dependency, "missing-package", "", "composer.json"},
            {"lock file is not up to date",
             "(?P<message>The lock file is not up to date with the "
             "latest changes in composer\\.json.*)$",
             k_dependency, "locked", "composer.lock", "composer.lock", "", "", Weight::warning},
            {"is not present in the lock file",
             "^ *- (?P<message>Required package \"(?P<subject>"
             "[^\"]+)\" is not present in the lock file.*)$",
             k_dependency, "locked", "", "composer.lock"},
            {"does not contain valid JSON",
             "(?P<message>\"?(?P<file>\\S*composer\\.(?:json|lock))\"? "
             "does not contain valid JSON.*)$",
             Category::syntax_error, "json"},
            {"does not match the expected JSON schema",
             "(?P<message>\"?(?P<file>\\S*composer\\.json)\"? "
             "does not match the expected JSON schema.*)$",
             Category::build_failure, "schema"},
            {"could not be fully loaded", "(?P<message>.* could not be fully loaded .*)$",
             Category::infrastructure, "network"},
            {"file could not be downloaded",
             "(?P<message>The \"[^\"]+\" file could not be downloaded.*)$",
             Category::infrastructure, "network"},
            {"event returned with error code",
             "^(?P<message>Script (?P<subject>.+?) handling the \\S+ "
             "event returned with error code \\d+)",
             Category::build_failure, "script", "", "", "", "", Weight::consequence},
            {"could not be resolved to an installable set",
             "^ *(?P<message>Your (?:lock file|requirements) "
             ".*could not be resolved to an installable set of packages\\.)",
             k_dependency, "conflict", "", "composer.json", "", "", Weight::consequence},
        });
    k_rules.read(section, sink);
}

}  // namespace

const Matcher composer_matcher = {
    "composer",
    {"composer.json requires", " is locked to version", "your php version",
     "missing from your system", "Could not find ", "lock file is not up to date",
     "not present in the lock file", "does not contain valid JSON", "expected JSON schema",
     "could not be fully loaded", "could not be downloaded", "event returned with error code",
     "installable set"},
    match_composer};

}  // namespace mendel::diagnose
