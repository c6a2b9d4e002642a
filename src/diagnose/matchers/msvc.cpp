#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// cl's "a.cpp(12): error C2065: text [project]", the linker's "a.obj : error LNK2019: text".
void match_msvc(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "msvc",
        {
            {": fatal error C1083",
             "^\\s*(?:\\d+>)?(?P<file>[A-Za-z]?:?[^():]+)\\((?P<line>\\d+)(?:,(?P<column>\\d+))?\\)"
             " ?: fatal error (?P<rule>C1083): (?P<message>Cannot open include file: "
             "'(?P<subject>[^']+)'.*?)(?: \\[.*\\])?$",
             Category::import_error, "C1083"},
            {" C2065",
             "^\\s*(?:\\d+>)?(?P<file>[A-Za-z]?:?[^():]+)\\((?P<line>\\d+)(?:,(?P<column>\\d+))?\\)"
             " ?: error (?P<rule>C2065|C3861|C2039): (?P<message>'(?P<subject>[^']+)'.*?)(?: "
             "\\[.*\\])?$",
             Category::build_failure},
            {" C3861",
             "^\\s*(?:\\d+>)?(?P<file>[A-Za-z]?:?[^():]+)\\((?P<line>\\d+)(?:,(?P<column>\\d+))?\\)"
             " ?: error (?P<rule>C3861): (?P<message>'(?P<subject>[^']+)'.*?)(?: \\[.*\\])?$",
             Category::build_failure},
            {"syntax error",
             "^\\s*(?:\\d+>)?(?P<file>[A-Za-z]?:?[^():]+)\\((?P<line>\\d+)(?:,(?P<column>\\d+))?\\)"
             " ?: error (?P<rule>C2059|C2143|C2144|C2146|C1075|C2001): (?P<message>.*?)(?: "
             "\\[.*\\])?$",
             Category::syntax_error},
            {": warning C",
             "^\\s*(?:\\d+>)?(?P<file>[A-Za-z]?:?[^():]+)\\((?P<line>\\d+)(?:,(?P<column>\\d+))?\\)"
             " ?: (?P<level>warning) (?P<rule>C\\d{4}): (?P<message>.*?)(?: \\[.*\\])?$",
             Category::lint_error},
            {" C",
             "^\\s*(?:\\d+>)?(?P<file>[A-Za-z]?:?[^():]+)\\((?P<line>\\d+)(?:,(?P<column>\\d+))?\\)"
             " ?: (?:fatal )?error (?P<rule>C\\d{4}): (?P<message>.*?)(?: \\[.*\\])?$",
             Category::type_error},
            {"LNK2",
             "^\\s*(?:\\d+>)?(?P<file>[^():\\s]+\\.(?:obj|lib|o)) : error (?P<rule>LNK\\d{4}): "
             "(?P<message>(?:unresolved external symbol \\\"?(?P<subject>[^\\\"(]+)|.*?).*?)(?: "
             "\\[.*\\])?$",
             Category::build_failure, "", "", "", "", "link"},
            {"LNK1",
             "^\\s*(?:\\d+>)?(?:LINK|\\S+\\.(?:exe|dll|obj|lib|pyd)) : fatal error "
             "(?P<rule>LNK1120): (?P<message>.*?)(?: \\[.*\\])?$",
             Category::build_failure, "", "", "", "", "link", Weight::consequence},
            {"LNK1",
             "^\\s*(?:\\d+>)?(?:LINK|\\S+) : fatal error (?P<rule>LNK\\d{4}): (?P<message>cannot "
             "open (?:input )?file '(?P<subject>[^']+)'.*?)(?: \\[.*\\])?$",
             Category::dependency_error, "", "", "", "", "link"},
            {"LNK1",
             "^\\s*(?:\\d+>)?(?:LINK|\\S+) : fatal error (?P<rule>LNK\\d{4}): (?P<message>.*?)(?: "
             "\\[.*\\])?$",
             Category::build_failure, "", "", "", "", "link"},
            {"fatal error U1077", "^NMAKE : fatal error (?P<rule>U1077): (?P<message>.*)$",
             Category::build_failure, "", "", "", "", "nmake", Weight::consequence},
            {"fatal error U", "^NMAKE : fatal error (?P<rule>U\\d{4}): (?P<message>.*)$",
             Category::build_failure, "", "", "", "", "nmake"},
            {"error D8", "^cl : [Cc]ommand line error (?P<rule>D\\d{4}) ?: (?P<message>.*)$",
             Category::build_failure},
        });
    k_rules.read(section, sink);
}

}  // namespace

const Matcher msvc_matcher = {
    "msvc",
    {" error C", ": fatal error C", "error LNK", ": warning C", "fatal error U", "line error D"},
    match_msvc};

}  // namespace mendel::diagnose
