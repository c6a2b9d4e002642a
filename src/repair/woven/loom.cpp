#include "repair/woven/loom.hpp"

#include <fmt/format.h>

#include "base/regex.hpp"
#include "repair/sources.hpp"

namespace mendel::repair {
namespace {

constexpr std::string_view k_close = "} }";

constexpr Loom c_loom(code::Language language, std::string_view barred_header) {
    return {
        .language = language,
        .barred_header = barred_header,
        .barred_statement = "case_statement|labeled_statement|preproc_.*|comment|ERROR",
        .variants = {.file = "mendel_variants.c",
                     .head = "#ifdef __cplusplus\nextern \"C\" int mendel_variant;\n#else\n"
                             "extern int mendel_variant;\n#endif\n",
                     .foot = "\n#include \"{}/mendel_variants.c\"\n"},
        .open = "{ switch (mendel_variant) {\n",
        .version = "case {0}:\n{1}\nbreak;\n",
        .otherwise = "default:\n{0}\nbreak;\n",
        .close = k_close,
        .barred_inside = "labeled_statement",
        .errors = "(?m)^([^\\s:][^:\\n]*):(\\d+):(?:\\d+:)? (?:fatal )?error\\b",
        .unresolved = "undefined reference to [`'\"]?(\\w+)",
        .probes = {.file = "mendel_probes.c",
                   .head = "#pragma GCC diagnostic ignored \"-Wdeclaration-after-statement\"\n"
                           "#ifdef __cplusplus\nextern \"C\" {\n#endif\n"
                           "extern void mendel_here(int);\nextern void mendel_unit(int);\n"
                           "#ifdef __cplusplus\n}\n#endif\n",
                   .foot = "\n#include \"{}/mendel_probes.c\"\n"},
        .here = "mendel_here({0}); ",
        .unit = "mendel_unit({0}); ",
    };
}

constexpr Loom k_looms[] = {
    c_loom(code::Language::c, ""),
    c_loom(code::Language::cpp, "const(?:expr|eval)"),
    {.language = code::Language::go,
     .barred_header = "",
     .barred_statement = "comment|ERROR",
     .variants = {.file = "mendel_variants.go", .is_beside = true},
     .open = "{ switch mendelVariant {\n",
     .version = "case {0}:\n{1}\n",
     .version_with_result = "case {0}:\nfor mendelOnce := true; ; mendelOnce = false {{ "
                            "if !mendelOnce {{ panic(\"no return\") }}\n{1}\n}}\n",
     .otherwise = "default:\n{0}\n",
     .close = k_close,
     .barred_inside = "labeled_statement",
     .errors = "(?m)^(?:vet: )?([^\\s:][^:\\n]*\\.go):(\\d+):",
     .prepare = "export GOFLAGS=\"$GOFLAGS -gcflags=-e\"; ",
     .compile = "(cd {0} && (go build -gcflags=-e -o /dev/null . || "
                "GO111MODULE=off go build -gcflags=-e -o /dev/null .)); ",
     .probes = {.file = "mendel_probes.go", .is_beside = true},
     .here = "mendelHere({0}); ",
     .unit = "mendelUnit({0}); "},
    {.language = code::Language::java,
     .barred_header = "",
     .barred_statement = "(?:line|block)_comment|comment|explicit_constructor_invocation|ERROR",
     .variants = {.file = "mendel_variants.java", .own_name = "MendelVariants"},
     .open = "{\n",
     .version = "if (MendelVariants.chosen() == {0}) {1}\nelse ",
     .version_with_result = "if (MendelVariants.chosen() == {0}) for (boolean mendelOnce = true; ; "
                            "mendelOnce = false) "
                            "{{ if (!mendelOnce) throw new IllegalStateException();\n{1} }}\nelse ",
     .otherwise = "{0}\n",
     .close = "}",
     .barred_inside = "explicit_constructor_invocation",
     .most_of_function = 60'000,  // of bytecode, which is shorter, a method may have 64 KB
     .errors = "(?m)^(?:\\[ERROR\\] )?([^\\s:\\[][^:\\n]*\\.java):\\[?(\\d+)(?:: error|,\\d+\\])",
     .prepare = "export JAVA_TOOL_OPTIONS=\"$JAVA_TOOL_OPTIONS -XX:TieredStopAtLevel=1\" "
                "JDK_JAVAC_OPTIONS=\"${JDK_JAVAC_OPTIONS:+$JDK_JAVAC_OPTIONS }-Xmaxerrs 10000 "
                "-XDshould-stop.ifError=FLOW\"; ",
     .probes = {.file = "mendel_probes.java", .own_name = "MendelProbes"},
     .here = "MendelProbes.here({0}); ",
     .unit = "MendelProbes.unit({0}); "},
    {.language = code::Language::rust,
     .barred_header = "const|async",
     .barred_statement =
         "(?:inner_)?attribute_item|(?:line|block)_comment|.*_item|use_declaration|ERROR",
     .variants = {.file = "mendel_variants.rs",
                  .foot = "\n#[path = \"{}/mendel_variants.rs\"]\nmod mendel_variants;\n"},
     .open = "{ match self::mendel_variants::chosen() {\n",
     .version = "{0} => {1}\n",
     .otherwise = "_ => {0}\n",
     .close = k_close,
     .barred_parent = "mod_item",
     .errors = "(?m)^error[^\\n]*\\n +--> ([^:\\n]+):(\\d+):",
     .probes = {.file = "mendel_probes.rs",
                .foot = "\n#[path = \"{}/mendel_probes.rs\"]\nmod mendel_probes;\n"},
     .here = "{1}mendel_probes::here({0}); ",
     .unit = "{1}mendel_probes::unit({0}); "},
};

}  // namespace

bool may_be_woven_into(const Loom& loom, const code::Node& function) {
    if (loom.barred_header.empty())
        return true;
    const base::Regex barred(fmt::format("\\b(?:{})\\b", loom.barred_header));
    return !barred.found_in(head_of(function));
}

std::string package_of(const code::Tree& tree) {
    for (const auto& clause : tree.all("package_clause"))
        return std::string(clause.text());
    return {};
}

const Loom* loom_of(code::Language language) {
    for (const auto& loom : k_looms)
        if (loom.language == language)
            return &loom;
    return nullptr;
}

}  // namespace mendel::repair
