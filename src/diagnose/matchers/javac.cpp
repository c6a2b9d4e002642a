#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/jvm_error.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

/// "File.java:12: error: text" of javac and ant, "File.java:[12,5] text" of maven.
struct Diagnostic {
    model::Location place;
    bool is_warning = false;
    std::string message;
    std::string lint;  ///< "deprecation", or a check of Error Prone ("MissingOverride")
};

void split_lint(Diagnostic& diagnostic) {
    static const base::Regex k_lint("^\\[([\\w:-]+)\\] (.*)$");
    if (const auto groups = k_lint.match(diagnostic.message)) {
        diagnostic.lint = (*groups)[1];
        diagnostic.message = std::string((*groups)[2]);
    }
}

std::optional<Diagnostic> diagnostic_of(std::string_view text) {
    static const base::Regex k_javac("^([^\\s:\\[][^:\\[]*\\.java):(\\d+): (error|warning): (.*)$");
    static const base::Regex k_windows(
        "^([A-Za-z]:[\\\\/][^:]*\\.java):(\\d+): (error|warning): (.*)$");
    static const base::Regex k_maven(
        "^((?:/|[A-Za-z]:[\\\\/])?[^\\s:\\[][^:\\[]*\\.java):\\[(\\d+),(\\d+)\\] "
        "(?:(error|warning): )?(.*)$");
    if (!contains(text, ".java:"))
        return std::nullopt;
    const bool is_warning = contains(text.substr(0, 12), "WARN");
    auto said = base::trim(without_mark(text)).substr(0, 4000);
    static const base::Regex k_javadoc("^Exit code: \\d+ - (.*)$");
    if (const auto javadoc = k_javadoc.match(said))
        said = (*javadoc)[1];
    if (said.substr(0, 1) == ":" && contains(said, "/"))  // gradle's task, its line not yet ended
        said = said.substr(said.find('/'));
    Diagnostic diagnostic;
    auto groups = k_javac.match(said);
    if (!groups)
        groups = k_windows.match(said);
    if (groups) {
        diagnostic.place = {std::string((*groups)[1]), number_of((*groups)[2])};
        diagnostic.is_warning = (*groups)[3] == "warning";
        diagnostic.message = (*groups)[4];
    } else if (groups = k_maven.match(said); groups && (*groups)[5].substr(0, 1) != "(") {
        diagnostic.place = {std::string((*groups)[1]), number_of((*groups)[2]),
                            number_of((*groups)[3])};
        diagnostic.is_warning = is_warning || (*groups)[4] == "warning";
        diagnostic.message = (*groups)[5];
    } else {
        return std::nullopt;
    }
    split_lint(diagnostic);
    return diagnostic;
}

struct Details {
    std::string symbol;    ///< "class Foo"
    std::string location;  ///< "package a.b"
    std::size_t end = 0;
};

/// The lines below: the source line and its caret, "symbol:" and "location:".
Details details_below(const Section& section, std::size_t at) {
    static const base::Regex k_field("^\\s*(symbol|location)\\s*: *(.*)$");
    Details details;
    details.end = at + 1;
    for (auto i = at + 1; i < section.size() && i < at + 8; ++i) {
        const auto text = without_mark(section.text(i)).substr(0, 1000);
        if (diagnostic_of(section.text(i)) || text.empty())
            break;
        const auto groups = k_field.match(text);
        const bool is_caret = base::trim(text) == "^";
        if (groups)
            ((*groups)[1] == "symbol" ? details.symbol : details.location) = (*groups)[2];
        if (groups || is_caret)
            details.end = i + 1;
    }
    return details;
}

std::string name_in(std::string_view symbol) {
    static const base::Regex k_name("(?:class|variable|method|interface) ([\\w.$]+)");
    const auto groups = k_name.match(symbol);
    return groups ? std::string((*groups)[1]) : std::string(symbol);
}

bool is_syntax(std::string_view message) {
    static const base::Regex k_syntax(
        "expected$|^(?:illegal start of|reached end of file|unclosed |not a statement|class, "
        "interface|invalid method declaration|'else' without|'catch' without|orphaned |malformed |"
        "illegal character|unnamed class|<identifier>|'try' without|empty character)");
    return k_syntax.found_in(message);
}

void describe(const Diagnostic& diagnostic, const Details& details, model::Failure& failure) {
    static const base::Regex k_package(
        "^package ([\\w.]+) (?:does not exist|is not visible)|^cannot access ([\\w.]+)");
    failure.message = diagnostic.message;
    if (const auto groups = k_package.match(diagnostic.message)) {
        failure.category = Category::import_error;
        failure.rule = "missing-package";
        failure.subject = (*groups)[1].empty() ? (*groups)[2] : (*groups)[1];
    } else if (contains(diagnostic.message, "cannot find symbol")) {
        failure.category = Category::build_failure;
        failure.rule = "undeclared";
        failure.subject = name_in(details.symbol);
        if (!details.symbol.empty())
            failure.message += ": " + details.symbol;
    } else if (is_syntax(diagnostic.message)) {
        failure.category = Category::syntax_error;
        failure.rule = "syntax";
    } else if (!diagnostic.lint.empty()) {
        failure.category = Category::lint_error;
        failure.rule = diagnostic.lint;
    }
}

void report(const Section& section, std::size_t at, const Diagnostic& diagnostic, Sink& sink) {
    auto finding = finding_at(at, Category::type_error, "javac", "");
    const auto details = details_below(section, at);
    finding.end = details.end;
    describe(diagnostic, details, finding.failure);
    finding.failure.locations = {diagnostic.place};
    if (diagnostic.is_warning)  // reported only where -Werror makes it an error
        finding.failure.severity = model::Severity::low;
    sink.report(std::move(finding));
}

/// "error: invalid target release: 21", "error: warnings found and -Werror specified".
void match_driver(const Section& section, std::size_t at, Sink& sink) {
    static const base::Regex k_driver(
        "^(?:error: )?((?:invalid (?:target|source) release|release version \\d+ not supported|"
        "warnings found and -Werror|(?:Source|Target) option \\d+ is no longer supported|"
        "Fatal error compiling: error: |No compiler is provided in this environment).*)$");
    const auto text = base::trim(without_mark(section.text(at))).substr(0, 1000);
    const auto groups = k_driver.match(text);
    if (!groups)
        return;
    const bool is_werror = contains((*groups)[1], "-Werror");
    auto finding = finding_at(at, Category::build_failure, "javac", "release");
    finding.failure.message = (*groups)[1];
    if (is_werror) {
        finding.failure.rule = "Werror";
        finding.weight = Weight::consequence;
    }
    sink.report(std::move(finding));
}

void match_javac(const Section& section, Sink& sink) {
    const bool are_warnings_errors = mentions(section, {"-Werror"});
    for (std::size_t i = 0; i < section.size(); ++i) {
        if (section.claimed(i))
            continue;
        const auto diagnostic = diagnostic_of(section.text(i));
        if (diagnostic && (!diagnostic->is_warning || are_warnings_errors))
            report(section, i, *diagnostic, sink);
        else if (!diagnostic)
            match_driver(section, i, sink);
    }
}

}  // namespace

const Matcher javac_matcher = {
    "javac",
    {".java:", "invalid target release", "invalid source release", "release version ",
     "-Werror specified", "no longer supported", "No compiler is provided"},
    match_javac};

}  // namespace mendel::diagnose
