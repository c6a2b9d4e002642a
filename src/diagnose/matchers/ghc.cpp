#include <algorithm>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

/// "src/A.hs:3:5: error: [GHC-1234]" (or with "(line,col)-(line,col)") and indented words below;
/// GHC before 8 leaves out the word.
struct Head {
    model::Location place;
    std::string rule;
    std::string words;
    bool is_warning = false;
};

std::optional<Head> head_of(std::string_view text) {
    static const base::Regex k_now(
        "^(?:[\\w.-]+ +> "
        ")?([^\\s:]+\\.l?hs|[^\\s:]+\\.hsc?):(?:(\\d+):(\\d+)(?:-\\d+)?|\\((\\d+),(\\d+)\\)-\\(\\d+"
        ",\\d+\\)): "
        "([Ee]rror|[Ww]arning):? ?(.*)$");
    static const base::Regex k_then(
        "^(?:[\\w.-]+ +> )?([^\\s:]+\\.l?hs):(\\d+):(\\d+)(?:-\\d+)?:$");
    static const base::Regex k_tag("^\\[(?:GHC-\\d+|-W[\\w-]+|-Wdefault)[^\\]]*\\],? ?");
    static const base::Regex k_code("\\[(GHC-\\d+|-W[\\w=-]+)");
    if (const auto groups = k_now.match(text)) {
        Head head{{std::string((*groups)[1]),
                   number_of((*groups)[2].empty() ? (*groups)[4] : (*groups)[2]),
                   number_of((*groups)[3].empty() ? (*groups)[5] : (*groups)[3])}};
        head.is_warning = base::to_lower((*groups)[6]) == "warning";
        if (const auto code = k_code.match((*groups)[7]))
            head.rule = (*code)[1];
        head.words = k_tag.replace_all((*groups)[7], "");
        if (head.words.substr(0, 1) == "[")
            head.words.clear();
        return head;
    }
    if (const auto groups = k_then.match(text))
        return Head{{std::string((*groups)[1]), number_of((*groups)[2]), number_of((*groups)[3])}};
    return std::nullopt;
}

std::string_view without_package(std::string_view text) {
    const auto at = text.find(" > ");
    return at != std::string_view::npos && at < 40 && text.find_first_of("|(") > at
               ? text.substr(at + 3)
               : text;
}

void describe(model::Failure& failure) {
    static const base::Regex k_module(
        "(?:Could not find module|Failed to load interface for) (?:‘|[`'])(\\S+?)(?:'|’)");
    static const base::Regex k_scope(
        "ot in scope:? *(?:type constructor or class |data constructor |type variable )?(?:‘|[`'])?"
        "([\\w.]+)");
    static const base::Regex k_parse("^(?:parse error|lexical error|\\[GHC-\\d+\\] ?parse error)");
    if (const auto module = k_module.match(failure.message)) {
        failure.category = Category::import_error;
        failure.rule = "missing-module";
        failure.subject = (*module)[1];
    } else if (k_parse.found_in(failure.message)) {
        failure.category = Category::syntax_error;
        failure.rule = "syntax";
    } else if (contains(failure.message, "ot in scope")) {
        failure.category = Category::build_failure;
        failure.rule = "undeclared";
        if (const auto scope = k_scope.match(failure.message))
            failure.subject = (*scope)[1];
    }
}

void report(const Section& section, std::size_t at, const Head& head, Sink& sink) {
    auto finding = finding_at(at, Category::type_error, "ghc", head.rule);
    auto& failure = finding.failure;
    failure.message = head.words;
    auto end = at + 1;
    for (; end < section.size() && end < at + 40; ++end) {
        const auto text = without_package(section.text(end)).substr(0, 2000);
        const auto words = base::trim(text);
        if (words.empty() || text[0] != ' ')
            break;
        if (failure.message.empty() && words.substr(0, 1) != "|" &&
            !contains(words.substr(0, 8), " |")) {
            constexpr std::string_view k_bullet = "•";
            failure.message = words.substr(0, k_bullet.size()) == k_bullet
                                  ? base::trim(words.substr(k_bullet.size()))
                                  : words;
        }
    }
    finding.end = end;
    failure.locations = {head.place};
    describe(failure);
    if (head.is_warning || head.rule.substr(0, 2) == "-W") {
        failure.category = Category::lint_error;
        failure.severity = model::Severity::low;
    }
    if (!failure.message.empty())
        sink.report(std::move(finding));
}

const LineRules& sentences() {
    static const LineRules k_rules(
        "cabal",
        {
            {"Could not resolve dependencies",
             "(?P<message>(?:cabal: |Error: cabal: )?Could not resolve "
             "dependencies.*)$",
             Category::dependency_error, "conflict"},
            {"rejecting: ", "^\\[__\\d+\\] (?P<message>rejecting: (?P<subject>[\\w-]+).*)$",
             Category::dependency_error, "conflict", "", "", "", "", Weight::warning},
            {"While constructing the build plan",
             "(?P<message>.*While constructing the build plan.*)$", Category::dependency_error,
             "build-plan", "", "stack.yaml", "", "stack"},
            {"unknown package: ", "(?P<message>unknown package: (?P<subject>[\\w-]+).*)$",
             Category::dependency_error, "missing-package"},
            {"Missing dependenc", "(?P<message>Missing dependenc(?:y|ies).*)$",
             Category::dependency_error, "missing-library", "", "", "", "", Weight::warning},
            {"Test suite ", "^(?P<message>Test suite (?P<subject>\\S+): FAIL)$",
             Category::test_failure, "failed", "", "", "", "", Weight::consequence},
            {"failed during the building phase",
             "(?P<message>.*failed during the building phase.*)$", Category::build_failure, "phase",
             "", "", "", "", Weight::consequence},
        });
    return k_rules;
}

/// Hspec: "  1) Group, does x" over "       expected: 1" and "        but got: 2".
void match_hspec(const Section& section, Sink& sink) {
    static const base::Regex k_head("^ +\\d+\\) (\\S.*)$");
    static const base::Regex k_place("^ +(\\S+\\.hs):(\\d+):(\\d+):? *$");
    for (std::size_t i = 1; i < section.size(); ++i) {
        const auto head = k_head.match(section.text(i).substr(0, 1000));
        const auto place = head ? k_place.match(section.text(i - 1).substr(0, 1000)) : std::nullopt;
        if (!place)
            continue;
        auto finding = finding_at(i, Category::test_failure, "hspec", "expectation");
        auto& failure = finding.failure;
        model::FailedTest test{std::string((*head)[1]), std::string((*place)[1]),
                               number_of((*place)[2])};
        auto end = i + 1;
        for (; end < section.size() && end < i + 40 && !section.text(end).empty(); ++end) {
            const auto words = base::trim(section.text(end));
            if (words.substr(0, 9) == "expected:")
                test.expected = base::trim(words.substr(9));
            else if (words.substr(0, 8) == "but got:")
                test.actual = base::trim(words.substr(8));
            if (failure.message.empty())
                failure.message = words;
        }
        if (!test.actual.empty())
            failure.message += "; but got: " + test.actual;
        if (failure.message.empty())
            failure.message = test.name + " failed";
        test.message = failure.message;
        finding.begin = i - 1;
        finding.end = end;
        failure.locations = {{test.file, test.line, number_of((*place)[3])}};
        failure.tests = {std::move(test)};
        sink.report(std::move(finding));
    }
}

/// "group test" of Tasty: the names above that stand less deep.
std::string tasty_name(const Section& section, std::size_t at, std::size_t indent,
                       std::string_view own) {
    std::string name(own);
    for (auto i = at; i-- > 0 && at - i < 3000 && indent > 0;) {
        const auto text = section.text(i);
        const auto depth = text.find_first_not_of(' ');
        if (depth == std::string_view::npos || depth >= indent || contains(text, ": "))
            continue;
        name = std::string(base::trim(text)) + "." + name;
        indent = depth;
    }
    return name;
}

/// Tasty: "      name:   FAIL (0.1s)", deeper lines below, perhaps an empty one first.
void match_tasty(const Section& section, Sink& sink) {
    static const base::Regex k_fail("^( *)(\\S.*?): +FAIL(?: \\([\\d.]+s\\))?$");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto groups = k_fail.match(section.text(i).substr(0, 1000));
        if (!groups || section.claimed(i) || section.text(i).substr(0, 10) == "Test suite")
            continue;
        const auto indent = (*groups)[1].size();
        auto first = i + 1;
        while (first < i + 4 &&
               base::trim(section.text(first)).find_first_not_of("-") == std::string_view::npos)
            ++first;
        auto end = first;
        while (end < section.size() && end < i + 60 &&
               section.text(end).find_first_not_of(' ') != std::string_view::npos &&
               section.text(end).find_first_not_of(' ') > indent)
            ++end;
        const bool has_words = end > first;
        if (indent == 0 && !has_words)
            continue;  // the last word of prove and others: "Result: FAIL"
        auto finding = finding_at(has_words ? first : i, Category::test_failure, "tasty", "failed");
        auto& failure = finding.failure;
        failure.message = has_words ? std::string(base::trim(section.text(first)))
                                    : std::string((*groups)[2]) + " failed";
        failure.tests = {
            {.name = tasty_name(section, i, indent, (*groups)[2]), .message = failure.message}};
        finding.begin = i;
        finding.end = std::max(end, i + 1);
        sink.report(std::move(finding));
    }
}

void match_ghc(const Section& section, Sink& sink) {
    const bool are_warnings_errors = mentions(section, {"Failing due to -Werror"});
    for (std::size_t i = 0; i < section.size(); ++i) {
        if (section.claimed(i))
            continue;
        const auto head = contains(section.text(i), "hs:")
                              ? head_of(section.text(i).substr(0, 2000))
                              : std::nullopt;
        if (head && (!head->is_warning || are_warnings_errors))
            report(section, i, *head, sink);
    }
    match_hspec(section, sink);
    match_tasty(section, sink);
    sentences().read(section, sink);
}

}  // namespace

const Matcher ghc_matcher = {
    "ghc",
    {".hs:", ".lhs:", "Could not resolve dependencies", "constructing the build plan",
     "unknown package: ", "Missing dependenc", "Test suite ", "failed during the building phase",
     "FAIL ("},
    match_ghc};

}  // namespace mendel::diagnose
