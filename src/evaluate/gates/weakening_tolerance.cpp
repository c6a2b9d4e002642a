#include <fmt/format.h>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "evaluate/gates/lexer.hpp"
#include "evaluate/gates/lines.hpp"
#include "evaluate/gates/weakenings.hpp"

namespace mendel::evaluate {

namespace {

/// Files that hold commands: scripts, makefiles, workflows, package.json, tox.ini ...
bool holds_commands(std::string_view path) {
    static const base::Regex k_paths(
        R"((?i)\.(sh|bash|bats|zsh|ya?ml|mk|ini|cfg|toml|ps1)$|(^|/)(GNU)?makefile[^/]*$)"
        R"(|(^|/)(justfile|package\.json|noxfile\.py|dockerfile[^/]*|Taskfile[^/]*)"
        R"(|CMakeLists\.txt|Rakefile|setup\.py|run|dev|test|check|lint)$|^(\.ci|ci|scripts)"
        R"(|\.husky)/)");
    return k_paths.found_in(path);
}

struct Pattern {
    std::string_view rule;
    std::string_view message;
    base::Regex regex;
};

const std::vector<Pattern>& command_patterns() {
    static const std::vector<Pattern> k_patterns = [] {
        std::vector<Pattern> list;
        const auto add = [&](std::string_view rule, std::string_view message,
                             std::string_view regex) {
            list.push_back({rule, message, base::Regex(regex)});
        };
        add("ignored-exit-code", "A failing command is made to pass.",
            R"(\|\|\s*(true|:|exit 0|echo|printf|return 0|/bin/true|\(exit 0\))|;\s*(true)"
            R"(|exit 0)\s*["']?,?\s*$|--exit-zero|\|\s*cat\s*$)");
        add("continue-on-error", "A failing step is made to pass.",
            R"(continue-on-error:\s*["']?(true|\$)|allow_failure:\s*true)"
            R"(|ignore_errors:\s*(true|yes)|failFast:\s*false|ignore_outcome\s*=\s*true)"
            R"(|successCodes|success_codes)");
        add("shell-errors-off", "The shell no longer stops at errors.",
            R"((^|[\s;"'])set\s+\+(e|o\s+errexit|o\s+pipefail)|ignore_errors\s*=\s*true)");
        add("tests-optional", "No tests at all would pass as well.",
            R"(--passWithNoTests|--pass-with-no-tests|--no-tests=(ignore|pass)|--allow-no-tests)");
        add("step-disabled", "A step or job no longer runs.",
            R"(^\s*if:\s*(\$\{\{\s*)?['"]?(false|never\(\)))");
        return list;
    }();
    return k_patterns;
}

/// Over tokens with one blank between words and none elsewhere.
const std::vector<Pattern>& code_patterns() {
    static const std::vector<Pattern> k_patterns = [] {
        std::vector<Pattern> list;
        list.push_back(
            {"forced-success", "The process is made to end with success.",
             base::Regex(R"(\b(sys\.exit|os\._exit|process\.exit|std::exit|_exit|os\.Exit)"
                         R"(|std::process::exit|System\.exit)\((0|EXIT_SUCCESS)?\))"
                         R"(|process\.exitCode=0|\bquit\(0?\))")});
        list.push_back(
            {"collection-changed", "Which tests are collected is changed.",
             base::Regex(R"(\bcollect_ignore(_glob)?(=|\+=|\.))"
                         R"(|\bdef (pytest_collection_modifyitems|pytest_ignore_collect)"
                         R"(|pytest_sessionfinish|load_tests|pytest_runtest_makereport)\b)"
                         R"(|__test__=False)")});
        list.push_back({"warnings-off", "Warnings are silenced in code.",
                        base::Regex(R"(warnings\.(simplefilter|filterwarnings)\("ignore|-Wno-[a-z])"
                                    R"(|process\.removeAllListeners|NODE_NO_WARNINGS)")});
        return list;
    }();
    return k_patterns;
}

/// Makefile recipes whose line begins with `-` go on after errors.
bool is_lenient_recipe(const PatchLine& line) {
    static const base::Regex k_makefile(R"((?i)(^|/)(GNU)?makefile[^/]*$|\.mk$)");
    static const base::Regex k_recipe(R"(^\t@?-)");
    return k_makefile.found_in(line.file) && k_recipe.found_in(line.text);
}

void check_line(const PatchLine& line, const std::vector<Pattern>& patterns,
                std::vector<model::Refusal>& refusals) {
    for (const auto& pattern : patterns)
        if (pattern.regex.found_in(line.text))
            refusals.push_back({fmt::format("weakening.{}", pattern.rule),
                                std::string(pattern.message), line.file, line.line});
}

bool is_comment(std::string_view line) {
    const auto text = base::trim(line);
    return text.empty() || text.front() == '#' || text.compare(0, 2, "//") == 0;
}

/// A source text as its tokens alone, and the line of each byte.
struct PlainCode {
    std::string text;
    std::vector<int> lines;
};

PlainCode plain_code(const std::string& path, const std::optional<std::string>& source) {
    PlainCode plain;
    bool after_word = false;
    for (const auto& token : lex(dialect_of(path), source.value_or(""))) {
        const bool word = token.kind == TokenKind::word || token.kind == TokenKind::number;
        if (after_word && word)
            plain.text += ' ';
        plain.text += token.text;
        plain.lines.resize(plain.text.size(), token.line);
        after_word = word;
    }
    return plain;
}

/// What the code of a file says more often than before.
void check_code(const model::FileChange& change, std::vector<model::Refusal>& refusals) {
    const auto before = plain_code(change.path, change.before);
    const auto after = plain_code(change.path, change.after);
    for (const auto& pattern : code_patterns()) {
        const auto known = pattern.regex.match_all(before.text).size();
        const auto found = pattern.regex.match_all(after.text);
        if (found.size() <= known)
            continue;
        const auto offset = static_cast<std::size_t>(found.back()[0].data() - after.text.data());
        refusals.push_back({fmt::format("weakening.{}", pattern.rule), std::string(pattern.message),
                            change.path, after.lines[offset]});
    }
}

std::vector<model::Refusal> find_tolerance(const model::Patch& patch) {
    std::vector<model::Refusal> refusals;
    for (const auto& change : patch.changes)
        if (dialect_of(change.path) != Dialect::none && change.after)
            check_code(change, refusals);
    for (const auto& line : added_lines(patch)) {
        if (is_comment(line.text))
            continue;
        if (holds_commands(line.file))
            check_line(line, command_patterns(), refusals);
        if (is_lenient_recipe(line))
            refusals.push_back({"weakening.ignored-exit-code",
                                "Make is told to go on after errors.", line.file, line.line});
    }
    return refusals;
}

}  // namespace

const Weakening k_tolerance_weakening{"tolerance", find_tolerance};

}  // namespace mendel::evaluate
