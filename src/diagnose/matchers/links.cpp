#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// The numbered rows below "Issues :-("; the same rows above it list every link.
void match_awesome_bot(const Section& section, Sink& sink) {
    static const LineRules k_row(
        "awesome_bot", {{". ",
                         "^ *\\d+\\. (?:\\[L(?P<line>\\d+)\\] +)?(?P<message>(?:\\d{3} "
                         ")?(?P<subject>https?://\\S+).*)$",
                         Category::lint_error, "broken-link", "", "", "", "", Weight::problem,
                         model::Severity::low}});
    bool in_issues = false;
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i);
        in_issues = in_issues || text.substr(0, 10) == "Issues :-(";
        if (text.substr(0, 6) == "> Dupe" || text.substr(0, 6) == "Wrote ")
            in_issues = false;
        if (auto finding = in_issues ? k_row.at(section, i) : std::nullopt)
            sink.report(std::move(*finding));
    }
}

/// Checkers of links: awesome_bot, lychee, markdown-link-check.
void match_links(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "link-checker",
        {
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
    match_awesome_bot(section, sink);
}

}  // namespace

const Matcher links_matcher = {
    "link-checker",
    {"[✖]", "[ERROR] <http", "[404] <http", "[ERROR] http", "[404] http", "Issues :-("},
    match_links};

}  // namespace mendel::diagnose
