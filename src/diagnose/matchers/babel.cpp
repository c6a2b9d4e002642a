#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

/// "SyntaxError: /x/src/a.js: Unexpected token (3:5)" and what Babel cannot find.
void match_babel(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "babel", {
                     {"Error: ",
                      "^(?:\\w*Error: )?SyntaxError: (?P<file>/?[^\\s:]+\\.\\w+): (?P<message>.*) "
                      "\\((?P<line>\\d+):"
                      "(?P<column>\\d+)\\)$",
                      model::Category::syntax_error, "syntax"},
                     {"Cannot find ",
                      "^(?:Error: |\\[BABEL\\] .*?: )?(?P<message>Cannot find (?:module|package) "
                      "'(?P<subject>@?babel[^']*)'.*)$",
                      model::Category::dependency_error, "MODULE_NOT_FOUND"},
                     {"ConfigError: ", "^ConfigError: (?P<message>.*)$",
                      model::Category::build_failure, "configuration"},
                     {"[BABEL] ", "^(?:Error: )?\\[BABEL\\] (?P<file>[^\\s:]+): (?P<message>.*)$",
                      model::Category::build_failure, "configuration"},
                 });
    k_rules.read(section, sink);
}

}  // namespace

const Matcher babel_matcher = {
    "babel",
    {"SyntaxError: /", "SyntaxError: src", "Cannot find module '@babel",
     "Cannot find package '@babel", "Cannot find module 'babel", "[BABEL] ", "ConfigError: "},
    match_babel};

}  // namespace mendel::diagnose
