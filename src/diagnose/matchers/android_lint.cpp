#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// Android lint's text report, and the packager's (aapt) and the manifest merger's errors.
void match_android_lint(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "android-lint",
        {
            {"Error: ",
             "^ *(?P<file>[^\\s:]+\\.(?:java|kts?|xml|gradle|toml|png|pro))(?::(?P<line>"
             "\\d+))?: Error: (?P<message>.*?)(?: \\[(?P<rule>[A-Z]\\w+)(?: from [^\\]]+)?\\])?$",
             Category::lint_error},
            {"Warning: ",
             "^(?P<file>[^\\s:]+\\.(?:java|kts?|xml|gradle|toml|png|pro))(?::(?P<line>"
             "\\d+))?: (?P<level>Warning): (?P<message>.*?) \\[(?P<rule>[A-Z]\\w+)(?: from "
             "[^\\]]+)?\\]$",
             Category::lint_error},
            {"error: ",
             "^(?:ERROR: ?|error: |AGPBI: )?(?P<file>[^\\s:]+\\.xml):(?P<line>\\d+)"
             "(?::(?P<column>\\d+))?: (?:AAPT: )?error: (?P<message>.+)$",
             Category::build_failure, "resource", "", "", "", "aapt"},
            {"Manifest merger failed",
             "^(?P<message>(?:\\S+ )?(?:Error:)?.*Manifest merger failed.*)$",
             Category::build_failure, "manifest-merger", "", "AndroidManifest.xml", "", "",
             Weight::consequence},
        });
    k_rules.read(section, sink);
}

}  // namespace

const Matcher android_lint_matcher = {
    "android-lint",
    {": Error: ", ".xml:", "Manifest merger failed", ": Warning: "},
    match_android_lint};

}  // namespace mendel::diagnose
