#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// Conan's errors, of version 1 and 2.
void match_conan(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "conan",
        {
            {"Unable to find",
             "^ERROR: (?P<message>.*Unable to find '(?P<subject>[\\w.+-]+/[^']+)'.*)$",
             Category::dependency_error, "missing-package", "", "conanfile.txt"},
            {"Package '",
             "^ERROR: (?P<message>Package '(?P<subject>[\\w.+-]+/\\S+?)' not resolved: .*)$",
             Category::dependency_error, "missing-package", "", "conanfile.txt"},
            {"Missing ",
             "^ERROR: (?P<message>Missing (?:prebuilt package for|binary:) "
             "'?(?P<subject>[\\w.+-]+/[^'\\s:]+).*)$",
             Category::dependency_error, "missing-binary"},
            {"onflict",
             "^ERROR: (?P<message>(?:Version c|C|c)onflict:? "
             ".*?(?P<subject>[\\w.+-]+/[\\w.+-]+).*)$",
             Category::dependency_error, "conflict", "", "conanfile.txt"},
            {"Error in build() method",
             "^ERROR: (?P<subject>\\S+): (?P<message>Error in "
             "(?:build|package|source|configure|requirements)\\(\\) method.*)$",
             Category::build_failure, "recipe"},
            {"nvalid setting", "^ERROR: (?P<message>.*[Ii]nvalid setting.*)$",
             Category::build_failure, "setting"},
        });
    k_rules.read_as_last(section, sink);
}

}  // namespace

const Matcher conan_matcher = {"conan",
                               {"ERROR: Unable to find", "ERROR: Package '", "ERROR: Missing ",
                                "onflict: ", "Error in build() method", "Error in source() method",
                                "Error in package() method", "nvalid setting", "Unable to find '"},
                               match_conan};

}  // namespace mendel::diagnose
