#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// "meson.build:12:0: ERROR: text" and what Meson says of tests and dependencies.
void match_meson(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "meson",
        {
            {"Dependency \"",
             "^(?P<file>\\S*meson\\.build):(?P<line>\\d+):(?P<column>\\d+): ERROR: "
             "(?P<message>(?:Dependency|Dependency lookup for) \"?(?P<subject>[\\w.+-]+)\"?.*)$",
             Category::dependency_error, "missing-dependency", "", "", ""},
            {"not found",
             "^(?P<file>\\S*meson\\.build):(?P<line>\\d+):(?P<column>\\d+): ERROR: "
             "(?P<message>(?:Program|C library|C\\+\\+ shared or static library|C shared or static "
             "library|Problem encountered:|.*) ?'?(?P<subject>[\\w.+-]+)'? not found.*)$",
             Category::dependency_error, "missing-dependency"},
            {"meson.build:",
             "^(?P<file>\\S*meson\\.build):(?P<line>\\d+):(?P<column>\\d+): ERROR: "
             "(?P<message>(?:Expecting|Unexpected|Unterminated|lexer|Unknown variable|Unknown "
             "function|Malformed).*)$",
             Category::syntax_error, "syntax"},
            {"meson.build:",
             "^(?P<file>\\S*(?:meson\\.build|meson_options\\.txt|meson\\.options)):(?P<line>\\d+):("
             "?P<column>\\d+): ERROR: (?P<message>.*)$",
             Category::build_failure, "configure"},
            {" TIMEOUT ", "^ *\\d+/\\d+ (?P<message>(?P<subject>\\S.*?) +TIMEOUT) +[\\d.]+ ?s\\b",
             Category::timeout, "timeout"},
            {"/",
             "^ *\\d+/\\d+ (?P<message>(?P<subject>\\S.*?) +(?:FAIL|ERROR|UNEXPECTEDPASS)) "
             "+[\\d.]+ ?s\\b",
             Category::test_failure, "failed"},
        });
    for (std::size_t i = 0; i < section.size(); ++i) {
        auto finding = section.claimed(i) ? std::nullopt : k_rules.at(section, i);
        if (!finding)
            continue;
        auto& failure = finding->failure;
        if (failure.rule == "failed" || failure.rule == "timeout") {
            failure.message = failure.subject + " failed";
            failure.tests = {{.name = failure.subject, .message = failure.message}};
            failure.subject.clear();
        }
        sink.report(std::move(*finding));
    }
}

}  // namespace

const Matcher meson_matcher = {"meson",
                               {"meson.build:", "meson_options.txt:", " FAIL  ", " ERROR  ",
                                " TIMEOUT  ", " UNEXPECTEDPASS  "},
                               match_meson};

}  // namespace mendel::diagnose
