#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/shown.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

struct Meaning {
    const base::Regex* pattern;  ///< its last group that took part is the subject
    std::string_view rule;
    Category category;
};

const std::vector<Meaning>& meanings() {
    static const base::Regex k_undefined("^undefined: (\\S+)|^undeclared name: (\\S+)");
    static const base::Regex k_unused_import(
        "^\"([^\"]+)\" imported (?:as \\S+ )?(?:and|but) not used|"
        "^imported and not used: \"([^\"]+)\"");
    static const base::Regex k_unused_variable(
        "^(\\S+) declared (?:but|and) not used|^declared and not used: (\\S+)");
    static const base::Regex k_syntax(
        "^syntax error: |^expected |^illegal character|^missing |literal not terminated");
    static const base::Regex k_required(
        "no required module provides package ([^\\s;:]+)|cannot find module providing package "
        "([^\\s;:]+)");
    static const base::Regex k_sum(
        "missing go\\.sum entry (?:needed to verify contents of|for) (?:module providing package "
        "|go\\.mod file)?([^\\s;:()]*)");
    static const base::Regex k_standard(
        "package (\\S+) is not in (?:GOROOT|std)|^cannot find package \"([^\"]+)\"");
    static const base::Regex k_cycle("^import cycle not allowed");
    static const base::Regex k_member("undefined \\(type .* has no field or method (\\w+)");
    static const base::Regex k_internal("^use of internal package (\\S+) not allowed");
    static const base::Regex k_missing_return("^missing return");
    static const std::vector<Meaning> k_all = {
        {&k_undefined, "undefined", Category::build_failure},
        {&k_unused_import, "unused-import", Category::lint_error},
        {&k_unused_variable, "unused-variable", Category::lint_error},
        {&k_missing_return, "missing-return", Category::build_failure},
        {&k_syntax, "syntax", Category::syntax_error},
        {&k_required, "missing-module", Category::dependency_error},
        {&k_sum, "missing-go-sum", Category::dependency_error},
        {&k_standard, "missing-package", Category::import_error},
        {&k_cycle, "import-cycle", Category::build_failure},
        {&k_internal, "internal-package", Category::import_error},
        {&k_member, "no-member", Category::type_error},
    };
    return k_all;
}

bool describe(std::string_view message, model::Failure& failure) {
    failure.message = message;
    for (const auto& meaning : meanings()) {
        const auto groups = meaning.pattern->match(message);
        if (!groups)
            continue;
        failure.rule = meaning.rule;
        failure.category = meaning.category;
        for (std::size_t i = 1; i < groups->size(); ++i)
            if (!(*groups)[i].empty())
                failure.subject = (*groups)[i];
        return true;
    }
    return false;
}

/// The analyser of `go vet` that says so (https://pkg.go.dev/cmd/vet); "" where none does. They
/// print like the compiler.
std::string_view analyser_of(std::string_view message) {
    static const std::vector<std::pair<std::string_view, base::Regex>> k_all = [] {
        std::vector<std::pair<std::string_view, base::Regex>> all;
        all.emplace_back(
            "printf",
            base::Regex("format %|formatting directive|wrong number of args|non-constant format|"
                        "call has arguments but|arg list ends with redundant newline"));
        all.emplace_back("unreachable", base::Regex("^unreachable code"));
        all.emplace_back("composites", base::Regex("composite literal uses unkeyed"));
        all.emplace_back("copylocks", base::Regex("copies lock|passes lock by value"));
        all.emplace_back("structtag", base::Regex("struct field (?:tag|\\w+ repeats)"));
        all.emplace_back("lostcancel", base::Regex("the cancel function|cancel var may be used"));
        all.emplace_back("loopclosure", base::Regex("loop variable \\S+ captured"));
        all.emplace_back("unusedresult", base::Regex("result of .* call not used"));
        all.emplace_back("tests", base::Regex("has malformed (?:name|example)|refers to unknown"));
        all.emplace_back("unmarshal", base::Regex("passes? non-pointer"));
        all.emplace_back(
            "vet",
            base::Regex("self-assignment|should have signature|possible misuse of|^suspicious |"
                        "redundant (?:and|or):|before checking for errors|impossible "));
        return all;
    }();
    for (const auto& [analyser, pattern] : k_all)
        if (pattern.found_in(message))
            return analyser;
    return {};
}

/// What else runs in the step and prints like the compiler.
struct Others {
    bool linter = false;  ///< golangci-lint
    bool gofmt = false;
};

bool is_formatter(std::string_view linter) {
    return linter == "gofmt" || linter == "goimports" || linter == "gofumpt" || linter == "gci";
}

/// Sets tool, category and rule of a message at a place; golangci-lint adds "(linter)".
void describe_placed(const Section& section, std::size_t at, std::string_view message,
                     const Others& others, model::Failure& failure) {
    static const base::Regex k_linter("^(.*) \\(([a-z][a-z0-9]+)\\)$");
    static const base::Regex k_known(
        "^(?:asasalint|bidichk|bodyclose|deadcode|depguard|dogsled|dupl|errcheck|errorlint|"
        "exhaustive|"
        "exportloopref|forbidigo|funlen|gci|goconst|gocritic|gocyclo|godot|godox|gofmt|gofumpt|"
        "goimports|"
        "golint|gomnd|gosec|gosimple|govet|ineffassign|interfacer|lll|maligned|megacheck|misspell|"
        "nakedret|"
        "nestif|noctx|nolintlint|prealloc|revive|rowserrcheck|scopelint|staticcheck|structcheck|"
        "stylecheck|"
        "unconvert|unparam|unused|usestdlibvars|varcheck|whitespace|wsl)$");
    if (describe(message, failure)) {
        if (failure.category == Category::syntax_error && others.gofmt)
            failure.tool = "gofmt";
        return;
    }
    const auto linter = k_linter.match(message);
    if (linter &&
        (others.linter || k_known.found_in((*linter)[2]) || contains(section.text(at + 1), "\t"))) {
        failure.tool = "golangci-lint";
        failure.category = Category::lint_error;
        failure.message = (*linter)[1];
        failure.rule = is_formatter((*linter)[2]) ? std::string_view("format") : (*linter)[2];
    } else if (const auto analyser = analyser_of(message); !analyser.empty()) {
        failure.tool = "go vet";
        failure.category = Category::lint_error;
        failure.rule = analyser;
    }
}

/// "file.go:1:2: message", perhaps behind "vet: ".
void match_places(const Section& section, Sink& sink) {
    static const base::Regex k_line(
        "^(?:vet: )?((?:[A-Za-z]:)?[^\\s:]+\\.go):(\\d+)(?::(\\d+))?: (.*)$");
    const Others others = {shows(section, "golangci-lint"),
                           shows(section, "gofmt") || shows(section, "goimports")};
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 4000);
        if (section.claimed(i) || !contains(text, ".go:"))
            continue;
        const auto groups = k_line.match(text);
        if (!groups)
            continue;
        auto finding = finding_at(i, Category::type_error, "go", "");
        auto& failure = finding.failure;
        describe_placed(section, i, (*groups)[4], others, failure);
        if (failure.rule.empty() && (*groups)[3].empty())
            continue;
        const auto column = base::to_number((*groups)[3]);
        failure.locations = {{std::string((*groups)[1]),
                              static_cast<int>(base::to_number((*groups)[2])),
                              column > 0 ? static_cast<int>(column) : 0}};
        sink.report(std::move(finding));
    }
}

/// Lines without a place: "go: ...", "package x\n\timports y: import cycle not allowed", "go.mod
/// ...".
void match_sentences(const Section& section, Sink& sink) {
    static const base::Regex k_package(
        "^package ([\\w./-]+): (unrecognized import path|cannot find package|no buildable Go "
        "source files|"
        "code in directory).*$|: cannot find package \"([^\"]+)\" in any of:$");
    static const base::Regex k_go("^go: (.*)$");
    static const base::Regex k_cycle("^\\s+imports (\\S+): import cycle not allowed");
    static const base::Regex k_tidy(
        "updates to go\\.(?:mod|sum) needed|go\\.mod file indicates|inconsistent vendoring|"
        "missing go\\.sum entry|errors parsing go\\.mod|go\\.mod file not found");
    static const base::Regex k_network(
        "dial tcp|i/o timeout|connection refused|TLS handshake|5\\d\\d ");
    static const base::Regex k_absent(
        "(?:unknown revision|invalid version|not found: |404 Not Found|410 Gone)");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 4000);
        if (section.claimed(i))
            continue;
        if (const auto cycle =
                contains(text, "import cycle") ? k_cycle.match(text) : std::nullopt) {
            auto finding = finding_at(i, Category::build_failure, "go", "import-cycle");
            finding.failure.subject = (*cycle)[1];
            finding.failure.message = "import cycle not allowed: " + std::string((*cycle)[1]);
            sink.report(std::move(finding));
            continue;
        }
        if (const auto package = k_package.match(text)) {
            auto finding = finding_at(i, Category::dependency_error, "go", "missing-package");
            finding.failure.subject = (*package)[1].empty() ? (*package)[3] : (*package)[1];
            finding.failure.message = text;
            if (k_network.found_in(text))
                finding.failure.category = Category::infrastructure;
            sink.report(std::move(finding));
            continue;
        }
        const auto groups = text.substr(0, 4) == "go: " ? k_go.match(text) : std::nullopt;
        if (!groups)
            continue;
        const auto said = (*groups)[1];
        auto finding = finding_at(i, Category::dependency_error, "go", "go-mod");
        const bool is_described = describe(said, finding.failure);
        if (!is_described && k_network.found_in(said)) {
            finding.failure.category = Category::infrastructure;
            finding.failure.rule = "network";
        } else if (!is_described && !k_tidy.found_in(said) && !k_absent.found_in(said)) {
            continue;
        }
        if (finding.failure.category == Category::dependency_error)
            finding.failure.locations = {{"go.mod"}};
        sink.report(std::move(finding));
    }
}

void match_go(const Section& section, Sink& sink) {
    match_places(section, sink);
    match_sentences(section, sink);
}

}  // namespace

const Matcher go_matcher = {"go",
                            {".go:", "go: ", "import cycle not allowed", "unrecognized import path",
                             "cannot find package", "no buildable Go"},
                            match_go};

}  // namespace mendel::diagnose
