#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// "ERROR: /x/BUILD:3:10: text" and the test summary.
void match_bazel(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "bazel",
        {
            {"no such ",
             "^(?:\\([\\d:]+\\) )?ERROR: "
             "(?:(?P<file>/"
             "?[^\\s:]*(?:BUILD(?:\\.bazel)?|WORKSPACE|MODULE\\.bazel|\\.bzl)):(?P<line>\\d+):(?P<"
             "column>\\d+): )?(?P<message>.*no such (?:package|target) '(?P<subject>[^']+)'.*)$",
             Category::dependency_error, "missing-target"},
            {"ERROR: ",
             "^(?:\\([\\d:]+\\) )?ERROR: "
             "(?P<file>/"
             "?[^\\s:]*(?:BUILD(?:\\.bazel)?|WORKSPACE|MODULE\\.bazel|\\.bzl)):(?P<line>\\d+):(?P<"
             "column>\\d+): (?P<message>(?:syntax error|name '|invalid|unexpected|indentation).*)$",
             Category::syntax_error, "syntax"},
            {" failed: ",
             "^(?:\\([\\d:]+\\) )?ERROR: "
             "(?P<file>/?[^\\s:]*BUILD(?:\\.bazel)?):(?P<line>\\d+):(?P<column>\\d+): "
             "(?P<message>(?:Compiling|Linking|Action|Executing "
             "genrule|Testing|Building|Generating|C\\+\\+ compilation|Couldn't build).* failed: "
             ".*)$",
             Category::build_failure, "action", "", "", "", "", Weight::consequence},
            {"ERROR: ",
             "^(?:\\([\\d:]+\\) )?ERROR: "
             "(?P<file>/"
             "?[^\\s:]*(?:BUILD(?:\\.bazel)?|WORKSPACE|MODULE\\.bazel|\\.bzl)):(?P<line>\\d+):(?P<"
             "column>\\d+): (?P<message>.*)$",
             Category::build_failure, "build-file"},
            {"An error occurred during the fetch",
             "^(?:\\([\\d:]+\\) )?ERROR: (?P<message>An error occurred during the fetch of "
             "repository '(?P<subject>[^']+)'.*)$",
             Category::dependency_error, "fetch"},
            {" FAILED in ", "^(?P<message>(?P<subject>//\\S+) +(?:\\(cached\\) )?FAILED in .*)$",
             Category::test_failure, "failed"},
            {" TIMEOUT in ", "^(?P<message>(?P<subject>//\\S+) +TIMEOUT in .*)$", Category::timeout,
             "timeout"},
        });
    for (std::size_t i = 0; i < section.size(); ++i) {
        auto finding = section.claimed(i) ? std::nullopt : k_rules.at(section, i);
        if (!finding)
            continue;
        auto& failure = finding->failure;
        if (failure.category == Category::test_failure) {
            failure.message = failure.subject + " failed";
            failure.tests = {{.name = failure.subject, .message = failure.message}};
            failure.subject.clear();
        }
        sink.report(std::move(*finding));
    }
}

}  // namespace

const Matcher bazel_matcher = {
    "bazel",
    {"ERROR: /", "no such package", "no such target", "the fetch of repository", " FAILED in ",
     " TIMEOUT in ", "(cached) FAILED", "BUILD.bazel:", "/BUILD:"},
    match_bazel};

}  // namespace mendel::diagnose
