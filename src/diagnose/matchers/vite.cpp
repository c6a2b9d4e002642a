#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

bool begins(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

void describe(std::string_view words, model::Failure& failure) {
    static const base::Regex k_missing(
        "(?:failed to resolve import|Could not resolve(?: entry module)?|Failed to resolve entry "
        "for package|Cannot find module) "
        "[\"'`]([^\"'`]+)[\"'`]");
    static const base::Regex k_export(
        "[\"']([^\"']+)[\"'] is not exported by|No matching export in \"[^\"]+\" for import "
        "\"([^\"]+)\"");
    static const base::Regex k_syntax(
        "(?:Unexpected (?:token|end|character|\")|Expected |Expression expected|Unterminated|Parse "
        "error|Syntax|invalid JS syntax)");
    failure.message = words;
    if (const auto missing = k_missing.match(words)) {
        failure.category = Category::import_error;
        failure.rule = "MODULE_NOT_FOUND";
        failure.subject = (*missing)[1];
    } else if (const auto exported = k_export.match(words)) {
        failure.category = Category::import_error;
        failure.rule = "missing-export";
        failure.subject = (*exported)[1].empty() ? (*exported)[2] : (*exported)[1];
    } else if (k_syntax.found_in(words)) {
        failure.category = Category::syntax_error;
        failure.rule = "syntax";
    }
}

/// "file: /x/src/a.ts:3:5" of Vite, "src/a.js (3:5)" of Rollup, "    src/a.js:3:5:" of esbuild.
model::Location place_below(const Section& section, std::size_t at) {
    static const base::Regex k_vite("^file: (\\S+?)(?:\\?\\S*)?:(\\d+):(\\d+)$");
    static const base::Regex k_rollup("^(?:\\./)?([^\\s():]+\\.\\w+) \\((\\d+):(\\d+)\\)");
    static const base::Regex k_esbuild("^ +([^\\s:]+\\.\\w+):(\\d+):(\\d+):$");
    for (auto i = at; i < section.size() && i < at + 6; ++i) {
        const auto text = section.text(i).substr(0, 1000);
        for (const auto* pattern : {&k_vite, &k_rollup, &k_esbuild})
            if (const auto groups = pattern->match(text))
                return {std::string((*groups)[1]), number_of((*groups)[2]),
                        number_of((*groups)[3])};
    }
    return {};
}

struct Head {
    std::string words;
    std::string_view tool;
    std::string file = {};
};

/// Without the plugin's name and the place that stand before the words.
std::string bare(std::string_view words) {
    static const base::Regex k_front(
        "^(?:\\[[\\w:-]+\\](?::)? |\\[plugin [\\w:-]+\\] |(?:Rollup ?)?Error: |[^\\s():\"]+\\.\\w+ "
        "\\(\\d+:\\d+\\): )");
    while (const auto groups = k_front.match(words))
        words.remove_prefix((*groups)[0].size());
    return std::string(words);
}

std::optional<Head> head_of(const Section& section, std::size_t at) {
    static const base::Regex k_esbuild("^(?:✘|X) \\[ERROR\\] (.*?)(?: \\[plugin [^\\]]+\\])?$");
    static const base::Regex k_rollup(  // fastlane and CocoaPods write "[!] " too
        "^\\[!\\] (?:\\([^)]*\\) (?:(?:Rollup)?Error: )?|(?:Rollup)?Error: )(.+)$|"
        "^\\[!\\] ((?:Could not (?:resolve|load)|Unexpected|You must|Cannot|Missing) .+)$");
    static const base::Regex k_vite(
        "^(?:RollupError: |\\[vite\\]: (?:Rollup )?|error during build:\\s*)(.+)$");
    const auto text = section.text(at).substr(0, 2000);
    if (const auto esbuild = k_esbuild.match(text))
        return Head{std::string((*esbuild)[1]), "esbuild"};
    if (const auto rollup = k_rollup.match(text))
        return Head{bare((*rollup)[1].empty() ? (*rollup)[2] : (*rollup)[1]), "rollup"};
    if (begins(text, "error during build:") && text.size() < 24) {
        const auto next = section.text(at + 1).substr(0, 2000);
        return Head{bare(next), "vite"};
    }
    if (const auto vite = k_vite.match(text))
        return Head{bare((*vite)[1]), "vite"};
    return std::nullopt;
}

void match_vite(const Section& section, Sink& sink) {
    static const base::Regex k_importer("(?:from|imported by) [\"']?([^\"'\\s]+\\.\\w+)[\"']?");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto head = section.claimed(i) ? std::nullopt : head_of(section, i);
        if (!head || head->words.empty())
            continue;
        auto finding = finding_at(i, Category::build_failure, head->tool, "");
        const bool is_below = section.text(i) == "error during build:";
        finding.line = is_below ? i + 1 : i;
        finding.begin = i;
        finding.end = finding.line + 1;
        auto& failure = finding.failure;
        describe(head->words, failure);
        if (auto place = place_below(section, i); !place.file.empty())
            failure.locations = {std::move(place)};
        else if (const auto importer = k_importer.match(head->words))
            failure.locations = {{std::string((*importer)[1])}};
        sink.report(std::move(finding));
        i = finding.end - 1;
    }
}

}  // namespace

const Matcher vite_matcher = {
    "vite", {"[ERROR] ", "[!] ", "error during build:", "RollupError: ", "[vite]: "}, match_vite};

}  // namespace mendel::diagnose
