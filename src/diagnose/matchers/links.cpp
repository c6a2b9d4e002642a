#include "diagnose/line_rules.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// Checkers of links: awesome_bot, lychee, markdown-link-check.
void match_links(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "link-checker",
        {
            {". ",
             "^ *\\d+\\. (?:\\[L(?P<line>\\d+)\\] "
             "+)?(?P<message>(?:(?:4\\d\\d|5\\d\\d|30\\d|\\d{3}) )?(?P<subject>https?://\\S+).*)$",
             Category::lint_error, "broken-link", "", "", "", "awesome_bot", Weight::problem,
             model::Severity::low},
            {"[✖]", "^ *\\[✖\\] (?P<message>(?P<subject>\\S+)(?: → Status: \\d+.*)?)$",
             Category::lint_error, "broken-link", "", "", "", "markdown-link-check",
             Weight::problem, model::Severity::low},
            {"] ",
             "^(?:✗ )?\\[(?:ERROR|4\\d\\d|5\\d\\d|TIMEOUT)\\] "
             "(?P<message><?(?P<subject>https?://[^\\s>|]+).*)$",
             Category::lint_error, "broken-link", "", "", "", "lychee", Weight::problem,
             model::Severity::low},
        });
    k_rules.read(section, sink);
}

}  // namespace

const Matcher links_matcher = {
    "link-checker",
    {"[✖]", "[ERROR] <http", "[404] <http", "[ERROR] http", "[404] http", "Issues :-("},
    match_links};

}  // namespace mendel::diagnose
