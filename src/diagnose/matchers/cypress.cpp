#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

/// Cypress runs Mocha, whose list another matcher reads; these are its own words.
void match_cypress(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "cypress", {
                       {"Can't run because", "^(?P<message>Can't run because .*)$",
                        model::Category::build_failure, "no-specs"},
                       {"Cypress could not verify",
                        "^(?P<message>Cypress could not verify that this server is "
                        "running:)",
                        model::Category::infrastructure, "no-server"},
                       {"Cypress failed to start", "^(?P<message>Cypress failed to start\\.)",
                        model::Category::infrastructure, "start"},
                       {"The cypress npm package is installed, but",
                        "(?P<message>The cypress npm package is installed, but the Cypress binary "
                        "is missing\\.)",
                        model::Category::dependency_error, "missing-binary", "cypress"},
                       {"Timed out waiting for the browser",
                        "(?P<message>Timed out waiting for the browser to "
                        "connect.*)$",
                        model::Category::infrastructure, "browser"},
                   });
    k_rules.read_as_last(section, sink);
}

}  // namespace

const Matcher cypress_matcher = {
    "cypress",
    {"Can't run because", "Cypress could not verify", "Cypress failed to start",
     "Cypress binary is missing", "Timed out waiting for the browser"},
    match_cypress};

}  // namespace mendel::diagnose
