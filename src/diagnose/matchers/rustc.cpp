#include <algorithm>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

/// "error[E0425]: message", "  --> file:1:2" and what stands below up to an empty line.
struct Diagnostic {
    bool is_error = true;
    std::string code;
    std::string message;
    model::Location place;
    std::string lint;  ///< "unused_variables", "clippy::len_zero": named in a note
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::string lint_in(std::string_view text) {
    static const base::Regex k_implied(
        "`-[DWF] ([\\w:-]+)` implied by|`#\\[(?:deny|warn|forbid)\\(([\\w:]+)\\)\\]`|"
        "requested on the command line with `-[DWF] ([\\w:-]+)`");
    const auto groups = contains(text, "= note: ") ? k_implied.match(text) : std::nullopt;
    if (!groups)
        return {};
    for (std::size_t i = 1; i < groups->size(); ++i)
        if (!(*groups)[i].empty())
            return base::replace_all((*groups)[i], "-", "_");
    return {};
}

std::optional<Diagnostic> diagnostic_at(const Section& section, std::size_t at) {
    static const base::Regex k_head("^(error|warning)(?:\\[(E\\d+)\\])?: (.*)$");
    static const base::Regex k_place("^\\s*--> (.+?):(\\d+):(\\d+)$");
    const auto text = section.text(at).substr(0, 4000);
    if (text.substr(0, 5) != "error" && text.substr(0, 7) != "warning")
        return std::nullopt;
    const auto head = k_head.match(text);
    if (!head)
        return std::nullopt;
    Diagnostic diagnostic;
    diagnostic.is_error = (*head)[1] == "error";
    diagnostic.code = (*head)[2];
    diagnostic.message = (*head)[3];
    diagnostic.begin = at;
    diagnostic.end = at + 1;
    while (diagnostic.end < section.size() && diagnostic.end < at + 200 &&
           !section.text(diagnostic.end).empty()) {
        const auto line = section.text(diagnostic.end).substr(0, 4000);
        if (k_head.found_in(line))
            break;
        const auto place = diagnostic.place.file.empty() ? k_place.match(line) : std::nullopt;
        if (place)
            diagnostic.place = {std::string((*place)[1]),
                                static_cast<int>(base::to_number((*place)[2])),
                                static_cast<int>(base::to_number((*place)[3]))};
        if (diagnostic.lint.empty())
            diagnostic.lint = lint_in(line);
        ++diagnostic.end;
    }
    return diagnostic;
}

std::string backticked(std::string_view message) {
    static const base::Regex k_ticks("`([^`]+)`");
    const auto groups = k_ticks.match(message);
    return groups ? std::string((*groups)[1]) : std::string{};
}

bool is_any(std::string_view code, std::initializer_list<std::string_view> codes) {
    for (const auto known : codes)
        if (code == known)
            return true;
    return false;
}

void describe_placed(const Diagnostic& diagnostic, model::Failure& failure) {
    static const base::Regex k_syntax(
        "^(?:expected |unexpected |unclosed |this file contains an un|mismatched "
        "closing|unterminated|unknown start of token|"
        "missing |un-closed|incorrect close|encountered diff marker|invalid |cannot find "
        ".*derive|found invalid|keyword )");
    if (is_any(diagnostic.code,
               {"E0432", "E0433", "E0583", "E0463", "E0455", "E0460", "E0461", "E0603"})) {
        failure.category = Category::import_error;
        failure.subject = backticked(diagnostic.message);
    } else if (!diagnostic.code.empty()) {
        failure.category = Category::type_error;
        if (is_any(diagnostic.code,
                   {"E0425", "E0412", "E0405", "E0404", "E0407", "E0422", "E0423", "E0424", "E0426",
                    "E0531", "E0599", "E0609", "E0560", "E0382", "E0384"}))
            failure.subject = backticked(diagnostic.message);
    } else if (!diagnostic.lint.empty()) {
        failure.rule = diagnostic.lint;
        failure.category = Category::lint_error;
        if (diagnostic.lint.rfind("clippy::", 0) == 0)
            failure.tool = "clippy";
        if (diagnostic.lint.rfind("unused", 0) == 0)
            failure.subject = backticked(diagnostic.message);
    } else if (diagnostic.message.rfind("cannot find ", 0) == 0) {
        failure.category = Category::build_failure;
        failure.rule = "undeclared";
        failure.subject = backticked(diagnostic.message);
    } else if (diagnostic.is_error && k_syntax.found_in(diagnostic.message)) {
        failure.category = Category::syntax_error;
        failure.rule = "syntax";
    }
}

/// What cargo and rustc say at the end about what went before.
bool is_summary(std::string_view message) {
    static const base::Regex k_summary(
        "^(?:could not compile |aborting due to |test failed, to rerun|doctest failed|build failed|"
        "process didn't exit successfully|\\d+ targets? failed|`.*` \\(.*\\) generated \\d+ "
        "warning|.*generated \\d+ warning|"
        "unrecoverable error|Some errors have detailed)");
    return k_summary.found_in(message);
}

struct Meaning {
    const base::Regex* pattern;
    std::string_view rule;
    Category category;
    std::string_view subject = {};
};

/// Cargo's own errors, which name no place in a source.
const std::vector<Meaning>& meanings() {
    static const base::Regex k_locked(
        "^(?:the lock file .* needs to be updated but|cannot (?:update|create) the lock file .* "
        "because) --(?:locked|frozen)");
    static const base::Regex k_absent(
        "^no matching package (?:named )?`?:?([\\w-]+)`? found|^no matching package found");
    static const base::Regex k_version(
        "^failed to select a version for (?:the requirement )?`([\\w-]+)");
    static const base::Regex k_get(
        "^failed to (?:get|download|load source for dependency|fetch) `([\\w-]+)");
    static const base::Regex k_manifest(
        "^failed to (?:parse|load) manifest|^could not find `Cargo.toml`|^invalid "
        "(?:type|basic|table)|TOML parse error");
    static const base::Regex k_command("^no such (?:sub)?command: `([\\w-]+)`");
    static const base::Regex k_build_script("^failed to run custom build command for `([\\w-]+)");
    static const base::Regex k_link("^linking with `[^`]+` failed");
    static const base::Regex k_toolchain(
        "^toolchain '([^']+)' is not installed|^'([\\w-]+)' is not installed");
    static const std::vector<Meaning> k_all = {
        {&k_locked, "locked", Category::dependency_error, "Cargo.lock"},
        {&k_absent, "missing-crate", Category::dependency_error},
        {&k_version, "version-conflict", Category::dependency_error},
        {&k_get, "unavailable-crate", Category::dependency_error},
        {&k_manifest, "manifest", Category::build_failure},
        {&k_command, "missing-command", Category::infrastructure},
        {&k_toolchain, "missing-toolchain", Category::infrastructure},
        {&k_build_script, "build-script", Category::build_failure},
        {&k_link, "link", Category::build_failure},
    };
    return k_all;
}

bool names_network(const Section& section, std::size_t begin) {
    for (auto i = begin; i < section.size() && i < begin + 20; ++i)
        if (contains(section.text(i), "Could not resolve host") ||
            contains(section.text(i), "network failure") ||
            contains(section.text(i), "Connection refused") ||
            contains(section.text(i), "Timeout was reached"))
            return true;
    return false;
}

bool describe_cargo(const Section& section, const Diagnostic& diagnostic, model::Failure& failure) {
    for (const auto& meaning : meanings()) {
        const auto groups = meaning.pattern->match(diagnostic.message);
        if (!groups)
            continue;
        failure.tool = "cargo";
        failure.rule = meaning.rule;
        failure.category = meaning.category;
        failure.subject =
            meaning.subject.empty() && groups->size() > 1 ? (*groups)[1] : meaning.subject;
        if (meaning.rule == "unavailable-crate" && names_network(section, diagnostic.begin))
            failure.category = Category::infrastructure;
        if (meaning.category == Category::dependency_error)
            failure.locations = {
                {meaning.subject.empty() ? "Cargo.toml" : std::string(meaning.subject)}};
        return true;
    }
    return false;
}

bool runs_rust(const Section& section) {
    return section.runs("cargo") || section.runs("rustc") || section.runs("clippy-driver") ||
           section.runs("rustfmt");
}

/// Signs near a line that begins with "error: " that it is cargo's or rustc's.
bool is_rust(const Section& section, std::size_t at) {
    static const base::Regex k_sign(
        "^ *(?:Compiling|Checking|Documenting|Downloaded|Finished|Running) "
        "(?:\\S+ v\\d|dev|release|test|`|unittests)|^ *Updating (?:crates\\.io|\\S+ index)|"
        "^error: could not compile|^error\\[E|^ *--> \\S+\\.(?:rs|toml):\\d");
    static const base::Regex k_about(
        "^required by package `|\\bCargo\\.(?:toml|lock)|crates[.-]io|--locked was passed");
    constexpr std::size_t k_before = 60;
    constexpr std::size_t k_after = 30;
    for (auto i = at - std::min(at, k_before); i < std::min(section.size(), at + k_after); ++i)
        if (k_sign.found_in(section.text(i).substr(0, 200)) ||
            (i >= at && k_about.found_in(section.text(i).substr(0, 1000))))
            return true;
    return false;
}

/// "(signal: 9, SIGKILL: kill)" below the summary: the system ended the compiler.
bool is_killed(const Section& section, std::size_t at) {
    for (auto i = at + 1; i < at + 6; ++i)
        if (contains(section.text(i), "signal: 9, SIGKILL"))
            return true;
    return false;
}

bool report(const Section& section, const Diagnostic& diagnostic, Sink& sink) {
    auto finding = finding_at(diagnostic.begin, Category::build_failure, "rustc", diagnostic.code);
    finding.end = diagnostic.end;
    auto& failure = finding.failure;
    failure.message = diagnostic.message;
    finding.weight = diagnostic.is_error ? Weight::problem : Weight::warning;
    const bool is_manifest = contains(diagnostic.place.file, "Cargo.toml");
    if (!diagnostic.code.empty() && diagnostic.place.file.empty())
        return false;
    if (is_summary(diagnostic.message)) {
        finding.weight = Weight::consequence;
        failure.tool = "cargo";
        if (is_killed(section, diagnostic.begin)) {
            failure.category = Category::infrastructure;
            failure.rule = "out-of-memory";
        }
        if (!diagnostic.is_error)
            return false;
    } else if (is_manifest) {
        failure.tool = "cargo";
        failure.rule = "manifest";
        failure.category = Category::syntax_error;
    } else if (!diagnostic.place.file.empty()) {
        describe_placed(diagnostic, failure);
    } else if (!describe_cargo(section, diagnostic, failure)) {
        failure.tool = "cargo";
        if (!diagnostic.is_error)
            return false;
    }
    if (!diagnostic.place.file.empty())
        failure.locations = {diagnostic.place};
    sink.report(std::move(finding));
    return true;
}

void match_rustc(const Section& section, Sink& sink) {
    const bool runs = runs_rust(section);
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto diagnostic = section.claimed(i) ? std::nullopt : diagnostic_at(section, i);
        if (diagnostic && (runs || is_rust(section, i)) && report(section, *diagnostic, sink))
            i = diagnostic->end - 1;
    }
}

}  // namespace

const Matcher rustc_matcher = {"rustc", {"error: ", "error[E", "warning: "}, match_rustc};

}  // namespace mendel::diagnose
