#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// vcpkg's errors.
void match_vcpkg(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "vcpkg",
        {
            {"error: building ",
             "^error: (?P<message>building (?P<subject>[\\w-]+)(?::[\\w-]+)? failed with: \\w+.*)$",
             Category::dependency_error, "build", "", "vcpkg.json", "", "", Weight::consequence},
            {"error: ",
             "^(?P<file>\\S*vcpkg(?:-configuration)?\\.json)(?::(?P<line>\\d+):(?P<column>\\d+))?: "
             "(?:error: )?(?P<message>.*)$",
             Category::dependency_error, "manifest"},
            {"does not exist",
             "^(?:\\S*ports[/\\\\]\\S+|error: while (?:looking for|loading) \\S+): error: "
             "(?P<message>(?P<subject>[\\w-]+) does not exist)",
             Category::dependency_error, "missing-port", "", "vcpkg.json"},
            {"does not exist",
             "^error: (?P<message>(?:while loading )?(?P<subject>[\\w-]+)(?:: error:)? ?.*(?:does "
             "not exist|port directory).*)$",
             Category::dependency_error, "missing-port", "", "vcpkg.json"},
            {"vcpkg install failed", "(?P<message>.*vcpkg install failed.*)$",
             Category::dependency_error, "install", "", "", "", "", Weight::consequence},
        });
    k_rules.read_as_last(section, sink);
}

}  // namespace

const Matcher vcpkg_matcher = {
    "vcpkg",
    {"error: building ", "vcpkg.json", "port directory", ": error: ", "vcpkg install failed"},
    match_vcpkg};

}  // namespace mendel::diagnose
