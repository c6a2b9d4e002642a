#include "repair/woven/loom.hpp"

namespace mendel::repair {
namespace {

constexpr std::string_view k_gcc_errors =
    "(?m)^([^\\s:][^:\\n]*):(\\d+):(?:\\d+:)? (?:fatal )?error\\b";
constexpr std::string_view k_c_open = "switch (mendel_variant) {\n";
constexpr std::string_view k_c_version = "case {0}:\n{1}\nbreak;\n";
constexpr std::string_view k_c_foot = "\n#include \"{}/mendel_variants.c\"\n";
constexpr std::string_view k_c_otherwise = "default:\n{0}\nbreak;\n";

constexpr Loom k_looms[] = {
    {.head = "extern int mendel_variant;\n",
     .open = k_c_open,
     .version = k_c_version,
     .otherwise = k_c_otherwise,
     .foot = k_c_foot,
     .runtime = "mendel_variants.c",
     .barred_inside = "labeled_statement",
     .errors = k_gcc_errors,
     .language = code::Language::c},
    {.head = "extern \"C\" int mendel_variant;\n",
     .open = k_c_open,
     .version = k_c_version,
     .otherwise = k_c_otherwise,
     .foot = k_c_foot,
     .runtime = "mendel_variants.c",
     .barred_header = "const(?:expr|eval)",
     .barred_inside = "labeled_statement",
     .errors = k_gcc_errors,
     .language = code::Language::cpp},
    {.open = "switch mendelVariant {\n",
     .version = "case {0}:\n{1}\n",
     .otherwise = "default:\n{0}\n",
     .runtime = "mendel_variants.go",
     .barred_inside = "labeled_statement",
     .errors = "(?m)^(?:vet: )?([^\\s:][^:\\n]*\\.go):(\\d+):",
     .prepare = "export GOFLAGS=\"$GOFLAGS -gcflags=-e\"; ",
     .language = code::Language::go,
     .is_beside = true},
    {.open = "match self::mendel_variants::chosen() {\n",
     .version = "{0} => {1}\n",
     .otherwise = "_ => {0}\n",
     .foot = "\n#[path = \"{}/mendel_variants.rs\"]\nmod mendel_variants;\n",
     .runtime = "mendel_variants.rs",
     .barred_header = "const|async",
     .barred_parent = "mod_item",
     .errors = "(?m)^error[^\\n]*\\n +--> ([^:\\n]+):(\\d+):",
     .language = code::Language::rust},
};

}  // namespace

const Loom* loom_of(code::Language language) {
    for (const auto& loom : k_looms)
        if (loom.language == language)
            return &loom;
    return nullptr;
}

}  // namespace mendel::repair
