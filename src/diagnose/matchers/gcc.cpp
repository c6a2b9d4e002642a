#include <algorithm>
#include <set>
#include <utility>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/paths.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

/// A diagnostic line: "file:line:column: error: message [-Wflag]".
struct Diagnostic {
    std::string file;
    int line = 0;
    int column = 0;
    std::string kind;
    std::string message;       ///< with plain quotes, without the bracket
    std::string flag;          ///< "-Wunused-variable", a check of clang-tidy or an id of cppcheck
    bool is_promoted = false;  ///< a warning that -Werror made an error
};

std::string plain_quotes(std::string_view text) {
    return base::replace_all(base::replace_all(text, "‘", "'"), "’", "'");
}

bool is_source(std::string_view file) {
    static const base::Regex k_source(
        "(?i)(?:\\.(?:c|cc|cpp|cxx|c\\+\\+|h|hh|hpp|hxx|h\\+\\+|inl|ipp|tpp|tcc|cu|cuh|m|mm|s|y|l|"
        "yy|ll|def|inc|in)$|"
        "/include/(?:c\\+\\+/[^/]+/)?[\\w/]+$)");
    return k_source.found_in(file);
}

void split_flag(Diagnostic& diagnostic) {
    static const base::Regex k_flag("^(.*) \\[([\\w.,=+-]+)\\]$");
    const auto groups = k_flag.match(diagnostic.message);
    if (!groups)
        return;
    diagnostic.flag = (*groups)[2];
    diagnostic.message = std::string((*groups)[1]);
    for (const std::string_view promoted : {"-Werror,", "-Werror="}) {
        if (diagnostic.flag.rfind(promoted, 0) != 0)
            continue;
        diagnostic.is_promoted = true;
        diagnostic.flag = diagnostic.flag.substr(promoted.size());
        if (diagnostic.flag.rfind("-W", 0) != 0)
            diagnostic.flag = "-W" + diagnostic.flag;
    }
}

std::optional<Diagnostic> diagnostic_of(std::string_view text) {
    static const base::Regex k_line(
        "^([^\\s:][^:]*?):(\\d+)(?::(\\d+))?: (fatal error|error|warning|note|sorry, "
        "unimplemented): (.*)$");
    if (text.size() > 8000 || (!contains(text, "error: ") && !contains(text, "warning: ") &&
                               !contains(text, "note: ") && !contains(text, "unimplemented: ")))
        return std::nullopt;
    const auto groups = k_line.match(text);
    if (!groups || !is_source((*groups)[1]))
        return std::nullopt;
    Diagnostic diagnostic;
    diagnostic.file = (*groups)[1];
    diagnostic.line = static_cast<int>(base::to_number((*groups)[2]));
    diagnostic.column = (*groups)[3].empty() ? 0 : static_cast<int>(base::to_number((*groups)[3]));
    diagnostic.kind = (*groups)[4];
    diagnostic.message = plain_quotes((*groups)[5]);
    split_flag(diagnostic);
    return diagnostic;
}

/// What a message means: a pattern, its rule, and which groups join to the subject.
struct Meaning {
    const base::Regex* pattern;
    std::string_view rule;
    Category category;
};

const std::vector<Meaning>& meanings() {
    static const base::Regex k_gcc_header("^([^\\s:'][^:']*): No such file or directory");
    static const base::Regex k_clang_header("^'([^']+)' file not found");
    static const base::Regex k_member("^'([^']+)' is not a member of '([^']+)'");
    static const base::Regex k_clang_member(
        "^no (?:member|type|template) named '([^']+)' in (?:namespace )?'([^']+)'");
    static const base::Regex k_in_namespace("^'([^']+)' in namespace '([^']+)' does not name a ");
    static const base::Regex k_incomplete(
        "(?:variable|aggregate|type|class|struct) '(?:class |struct )?(std::\\w+)[^']*' (?:has "
        "initializer but|has) incomplete|"
        "incomplete type '(?:class |struct )?(?:const )?(std::\\w+)|"
        "implicit instantiation of undefined template '(std::\\w+)");
    static const base::Regex k_undeclared(
        "^'([^']+)' (?:was not declared in this scope|undeclared|does not name a type|has not been "
        "declared)|"
        "^use of undeclared identifier '([^']+)'|^unknown type name '([^']+)'|"
        "^implicit declaration of function '([^']+)'|^implicitly declaring library function "
        "'([^']+)'|"
        "^call to undeclared (?:library )?function '([^']+)'");
    static const base::Regex k_syntax(
        "^(?:expected |unterminated |missing terminating|extraneous |stray |unbalanced |invalid "
        "preprocessing directive|"
        "version control conflict marker|#else without|#endif without|unmatched )|unterminated "
        "#|before .* token");
    static const std::vector<Meaning> k_all = {
        {&k_gcc_header, "missing-header", Category::import_error},
        {&k_clang_header, "missing-header", Category::import_error},
        {&k_member, "undeclared", Category::build_failure},
        {&k_clang_member, "undeclared", Category::build_failure},
        {&k_in_namespace, "undeclared", Category::build_failure},
        {&k_incomplete, "undeclared", Category::build_failure},
        {&k_undeclared, "undeclared", Category::build_failure},
        {&k_syntax, "syntax", Category::syntax_error},
    };
    return k_all;
}

/// "std::vector" for a member of a namespace, else the one group that took part.
std::string subject_of(std::string_view message, const Meaning& meaning) {
    const auto groups = meaning.pattern->match(message);
    std::string subject;
    for (std::size_t i = groups->size(); i-- > 1;)
        if (!(*groups)[i].empty())
            subject += (subject.empty() ? "" : "::") + std::string((*groups)[i]);
    return subject;
}

std::string quoted_in(std::string_view message) {
    static const base::Regex k_quoted("'([^']+)'");
    const auto groups = k_quoted.match(message);
    return groups ? std::string((*groups)[1]) : std::string{};
}

void describe(const Diagnostic& diagnostic, model::Failure& failure) {
    failure.message = diagnostic.message;
    for (const auto& meaning : meanings()) {
        if (!meaning.pattern->found_in(diagnostic.message))
            continue;
        failure.rule = meaning.rule;
        failure.category = meaning.category;
        failure.subject = subject_of(diagnostic.message, meaning);
        return;
    }
    if (diagnostic.flag.empty())
        return;
    const bool is_compiler =
        diagnostic.flag.rfind("-W", 0) == 0 || diagnostic.flag == "-fpermissive";
    failure.rule = diagnostic.flag;
    failure.category =
        diagnostic.flag == "-fpermissive" ? Category::type_error : Category::lint_error;
    failure.subject =
        is_compiler && contains(diagnostic.flag, "unused") ? quoted_in(diagnostic.message) : "";
    if (!is_compiler)
        failure.tool = contains(diagnostic.flag, "-") ? "clang-tidy" : "cppcheck";
}

bool is_excerpt(std::string_view text) {
    static const base::Regex k_gcc("^\\s+(?:\\d+|\\+\\+\\+)? \\|");
    return k_gcc.found_in(text) ||
           (!text.empty() &&
            text.find_first_not_of(" \t^~0123456789.:;'\"&*()-=<>") == std::string_view::npos);
}

/// One past the excerpt: lines with gcc's bar, or with clang the source line and its carets.
std::size_t end_of_excerpt(const Section& section, std::size_t at) {
    auto end = at + 1;
    if (!is_excerpt(section.text(end)) && is_excerpt(section.text(end + 1)) &&
        !diagnostic_of(section.text(end)))
        end += 2;
    while (end < section.size() && end < at + 12 && is_excerpt(section.text(end)))
        ++end;
    return std::min(end, section.size());
}

/// The files of "In file included from" lines above, nearest first.
std::vector<model::Location> includers_above(const Section& section, std::size_t at,
                                             std::size_t& begin) {
    static const base::Regex k_from("^(?:In file included|\\s+) from ([^\\s:]+):(\\d+)");
    std::vector<model::Location> includers;
    auto first = at;
    while (first > 0 && at - first < 30 &&
           (k_from.found_in(section.text(first - 1).substr(0, 2000)) ||
            contains(section.text(first - 1), ": In ") ||
            contains(section.text(first - 1), ": At ")))
        --first;
    for (auto i = first; i < at; ++i)
        if (const auto groups = k_from.match(section.text(i).substr(0, 2000)))
            includers.push_back(
                {std::string((*groups)[1]), static_cast<int>(base::to_number((*groups)[2]))});
    begin = first;
    return includers;
}

/// Hints of the notes below: which header the compiler would include.
std::string header_hint(const Section& section, std::size_t at) {
    static const base::Regex k_hint(
        "is defined in header '(<[^>]+>)'|include the header (<[^>]+>)");
    for (auto i = at + 1; i < section.size() && i < at + 12; ++i) {
        const auto note = diagnostic_of(section.text(i));
        if (note && note->kind != "note")
            return {};
        const auto groups = note ? k_hint.match(note->message) : std::nullopt;
        if (groups)
            return std::string((*groups)[1].empty() ? (*groups)[2] : (*groups)[1]);
    }
    return {};
}

bool is_clang(const Section& section) {
    static const base::Regex k_count(
        "^(?:\\d+ warnings? and )?\\d+ (?:errors?|warnings?) generated\\.$");
    for (std::size_t i = section.size(); i-- > 0;)
        if (k_count.found_in(section.text(i).substr(0, 100)) ||
            section.text(i).substr(0, 7) == "clang: ")
            return true;
    return section.runs("clang") || section.runs("clang++");
}

/// The places where a name is unknown: what the parser stumbles over there follows from that.
using Places = std::set<std::pair<std::string, int>>;

struct Reader {
    const Section& section;
    Sink& sink;
    std::string_view tool;
    Places unknown = {};

    void report(std::size_t at, const Diagnostic& diagnostic);
};

void Reader::report(std::size_t at, const Diagnostic& diagnostic) {
    auto finding = finding_at(at, Category::build_failure, tool, "");
    auto& failure = finding.failure;
    describe(diagnostic, failure);
    if (failure.rule.empty())
        failure.category = Category::type_error;
    const auto includers = includers_above(section, at, finding.begin);
    finding.end = end_of_excerpt(section, at);
    failure.locations = {{diagnostic.file, diagnostic.line, diagnostic.column}};
    Paths paths(section.root(), section.step().command);
    for (const auto& includer : includers)
        if (!paths.is_own(paths.relative(diagnostic.file)) &&
            paths.is_own(paths.relative(includer.file))) {
            failure.locations.push_back(includer);
            break;
        }
    if (const auto hint = header_hint(section, at); !hint.empty())
        failure.suggestions = {"#include " + hint};
    if (failure.rule == "undeclared")
        unknown.emplace(diagnostic.file, diagnostic.line);
    if (failure.rule == "syntax" && unknown.count({diagnostic.file, diagnostic.line}) != 0)
        finding.weight = Weight::consequence;
    if (diagnostic.kind == "warning") {
        finding.weight = Weight::warning;
        failure.severity = model::Severity::low;
    }
    sink.report(std::move(finding));
}

/// "cc1: fatal error: x.c: No such file or directory": the driver itself.
void match_driver(const Section& section, std::size_t at, Sink& sink) {
    static const base::Regex k_driver(
        "^(?:\\S*/)?(cc1(?:plus)?|gcc|g\\+\\+|cc|c\\+\\+|clang(?:\\+\\+)?(?:-\\d+)?): (?:fatal "
        ")?error: (.*)$");
    const auto groups = k_driver.match(section.text(at).substr(0, 2000));
    if (!groups || contains((*groups)[2], "linker command failed"))
        return;
    const bool is_clang_driver = (*groups)[1].substr(0, 5) == "clang";
    auto finding =
        finding_at(at, Category::build_failure, is_clang_driver ? "clang" : "gcc", "driver");
    finding.failure.message = (*groups)[2];
    if (base::contains((*groups)[2], "Killed")) {
        finding.failure.category = Category::infrastructure;  // by the system: no memory was left
        finding.failure.rule = "out-of-memory";
    } else if (contains((*groups)[2], "No such file") || contains((*groups)[2], "no such file")) {
        finding.failure.rule = "missing-source";
        finding.failure.subject = base::trim(base::split((*groups)[2], ':')[0]);
    }
    sink.report(std::move(finding));
}

void match_gcc(const Section& section, Sink& sink) {
    Reader reader{section, sink, is_clang(section) ? "clang" : "gcc"};
    for (std::size_t i = 0; i < section.size(); ++i) {
        if (section.claimed(i))
            continue;
        const auto diagnostic = diagnostic_of(section.text(i));
        if (diagnostic && diagnostic->kind != "note")
            reader.report(i, *diagnostic);
        else if (!diagnostic && contains(section.text(i), "error: "))
            match_driver(section, i, sink);
    }
}

}  // namespace

const Matcher gcc_matcher = {"gcc", {"error: ", "warning: "}, match_gcc};

}  // namespace mendel::diagnose
