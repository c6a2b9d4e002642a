#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// configure's errors and those of autoconf, automake and libtool.
void match_autotools(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "configure",
        {
            {"Package requirements",
             "^configure: error: (?P<message>Package requirements \\((?P<subject>[\\w.+-]+).* were "
             "not met.*)$",
             Category::dependency_error, "missing-dependency"},
            {"configure: error: ",
             "^configure: error: "
             "(?P<message>.*\\b(?P<subject>lib[\\w.+-]+|[\\w./+-]+\\.h)\\b.*(?:not "
             "(?:be )?found|required|missing|not available|not installed).*)$",
             Category::dependency_error, "missing-dependency"},
            {"configure: error: ",
             "^configure: error: (?P<message>(?:\\*+ )?(?P<subject>[\\w.+-]+)(?: \\w+)? (?:was |is "
             ")?(?:not found|required|missing|could not be found).*)$",
             Category::dependency_error, "missing-dependency"},
            {"find ",
             "^configure: error: (?P<message>(?:[Cc]annot|[Cc]ould not|[Cc]ouldn't|[Uu]nable to) "
             "find "
             "(?:the |a )?(?P<subject>[\\w.+-]+).*)$",
             Category::dependency_error, "missing-dependency"},
            {"no acceptable ",
             "^configure: error: (?P<message>no acceptable (?P<subject>\\S+(?: compiler)?).* "
             "found.*)$",
             Category::dependency_error, "missing-program"},
            {"configure: error:", "^configure: error: (?P<message>.*)$", Category::build_failure,
             "configure"},
            {"syntax error near",
             "^\\./configure: line \\d+: (?P<message>syntax error near unexpected token "
             "[`']?(?P<subject>[^,'\\s]+).*)$",
             Category::dependency_error, "missing-macro", "", "configure.ac"},
            {"possibly undefined macro",
             "^(?P<file>configure\\.(?:ac|in)):(?P<line>\\d+): error: (?P<message>possibly "
             "undefined macro: (?P<subject>\\w+).*)$",
             Category::dependency_error, "missing-macro"},
            {": error: ",
             "^(?P<file>\\S*(?:configure\\.(?:ac|in)|Makefile\\.am|\\.m4)):(?P<line>\\d+): error: "
             "(?P<message>.*)$",
             Category::build_failure, "input"},
            {"is missing on your system",
             "(?P<message>WARNING: '(?P<subject>[\\w.-]+)' is missing on your system.*)$",
             Category::dependency_error, "missing-program"},
            {"autoreconf: error:", "^autoreconf: error: (?P<message>.*)$", Category::build_failure,
             "autoreconf", "", "", "", "", Weight::consequence},
            {"libtool:",
             "^libtool: +(?:link|compile|error): *(?:error: "
             ")?(?P<message>(?:cannot|unable|unrecognized|require).*)$",
             Category::build_failure, "libtool"},
        });
    k_rules.read(section, sink);
}

}  // namespace

const Matcher autotools_matcher = {
    "configure",
    {"configure: error:", "./configure: line", "possibly undefined macro",
     "configure.ac:", "configure.in:", "Makefile.am:", "is missing on your system",
     "autoreconf: error:", "libtool: "},
    match_autotools};

}  // namespace mendel::diagnose
