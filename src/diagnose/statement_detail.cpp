#include "diagnose/statement_detail.hpp"

#include <algorithm>
#include <array>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/statement.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

constexpr std::size_t k_block = 30;  // lines below a statement that can belong to it
constexpr std::size_t k_before = 2;  // lines above it that are shown
constexpr std::size_t k_message = 500;

/// Words that tell the kind of a problem whatever the tool.
struct Words {
    Category category;
    std::string_view pattern;
};

constexpr std::array<Words, 7> k_words = {{
    {Category::infrastructure,
     "(?i)connection (?:refused|reset|timed out|error)|connect timeout|could not resolve host|"
     "name or service not known|no space left|certificate|could not create connection|"
     "(?:502|503|504) |rate limit|no route to host|temporary failure|network is unreachable"},
    {Category::timeout, "(?i)timed? ?out(?:error)?\\b|deadline exceeded"},
    {Category::import_error,
     "(?i)no module named|cannot find module|cannot load such file|cannot import name|"
     "(?:class|module) .*not found|NoClassDefFoundError|ClassNotFoundException"},
    {Category::syntax_error,
     "(?i)syntax ?error|parse ?error|unexpected (?:token|end|eof)|unterminated"},
    {Category::dependency_error,
     "(?i)command not found|executable file not found|shared object|could not find (?:artifact|"
     "package|gem|a version)|is unavailable|package .*not found|no matching "
     "(?:version|distribution)|dependenc|"
     "unable to find image|manifest .* not found|unable to resolve|is not recognized as|"
     "could not (?:find|resolve) .*(?:version|package|plugin)"},
    {Category::test_failure,
     "AssertionError|AssertionFailed|Failed asserting that|(?i)\\bassert(?:ion)?\\b.*\\bfailed|"
     "expected .* (?:to|but|got)\\b"},
    {Category::runtime_error,
     "(?i)segmentation fault|core dumped|access violation|stack overflow|panic|out of memory"},
}};

std::optional<Category> category_by_words(std::string_view text) {
    static const auto k_patterns = [] {
        std::vector<base::Regex> all;
        for (const auto& words : k_words)
            all.emplace_back(words.pattern);
        return all;
    }();
    for (std::size_t i = 0; i < k_words.size(); ++i)
        if (k_patterns[i].found_in(text))
            return k_words[i].category;
    return std::nullopt;
}

/// One past the block that a statement begins: up to an empty line after which nothing is indented
/// deeper, or to the next statement of its kind.
std::size_t end_of_block(const Section& section, std::size_t at) {
    const auto kind = stated_in(section.text(at)).statement;
    static const base::Regex k_passed("^\\s*(?:✓|✔|√|\\[\\+\\]|ok \\d|PASS)");
    auto end = at + 1;
    for (; end < section.size() && end - at < k_block && !section.claimed(end); ++end) {
        const auto text = section.text(end);
        const auto next = section.text(end + 1);
        if (text.empty() && (next.empty() || next[0] != ' '))
            break;
        if (stated_in(text).statement == kind || k_passed.found_in(text))
            break;
    }
    return end;
}

/// Values that assertions print below a failed test.
struct Compared {
    std::string expected;
    std::string actual;
};

void read_value(std::string_view text, Compared& compared) {
    static const base::Regex k_expected(
        "^\\s*(?:Expected|expected|right|Wanted|want)(?: value)?(?: *\\(.*?\\))? *[:=] +(.+)$");
    static const base::Regex k_actual(
        "^\\s*(?:Actual|actual|Received|received|left|[Gg]ot|[Ww]as|But was)(?: value)?(?: "
        "*\\(.*?\\))? *[:=] "
        "+(.+)$");
    static const base::Regex k_both(
        "(?:expected:? ?<?\\[?(.{1,200}?)\\]?>?,? but (?:was|got):? ?<?\\[?(.{1,200}?)\\]?>?\\.?$)|"
        "^\\s*(\\S.{0,200}?) (?:did not equal|is not equal to|was not equal to) (\\S.{0,200}?)(?: "
        "\\(|$)");
    if (const auto groups = k_expected.match(text); groups && compared.expected.empty())
        compared.expected = (*groups)[1];
    else if (const auto found = k_actual.match(text); found && compared.actual.empty())
        compared.actual = (*found)[1];
    else if (const auto both = k_both.match(text); both && compared.expected.empty()) {
        compared.expected = (*both)[1].empty() ? (*both)[4] : (*both)[1];
        compared.actual = (*both)[2].empty() ? (*both)[3] : (*both)[2];
    }
}

/// "some/file.ext:12" anywhere in a line of a block.
std::optional<model::Location> place_in(std::string_view text) {
    static const base::Regex k_place(
        "(?:^|[\\s(\\[\"'@])((?:[A-Za-z]:)?[\\w./\\\\+@-]*[\\w+-]\\.[A-Za-z]\\w{0,9})(?::|, line "
        "|\" line "
        "|\", line )(\\d{1,7})\\b(?::(\\d{1,5}))?");
    const auto groups = k_place.match(text.substr(0, 1000));
    if (!groups)
        return std::nullopt;
    return model::Location{std::string((*groups)[1]), number_of((*groups)[2]),
                           number_of((*groups)[3])};
}

}  // namespace

void read_statement(const Section& section, std::size_t at, Finding& finding) {
    const auto text = section.text(at).substr(0, 1000);
    const auto stated = stated_in(text);
    auto& failure = finding.failure;
    failure.message = base::ellipsize(base::trim(text), k_message);
    failure.rule = stated.type;
    failure.severity = model::Severity::medium;
    if (const auto category = category_by_words(text))
        if (stated.statement != Statement::test && stated.statement != Statement::numbered)
            failure.category = *category;
    if (!stated.file.empty())
        failure.locations = {
            {std::string(stated.file), number_of(stated.line), number_of(stated.column)}};
    else if (const auto place = place_in(text))
        failure.locations = {*place};
    finding.begin = at < k_before ? 0 : at - k_before;
    finding.end = end_of_block(section, at);
    failure.suggestions = {
        "Run the command on your machine and read its output from the first error on."};
}

namespace {

/// Whether a line below a test's name may say why it failed: no heading, no count.
bool has_words(std::string_view said) {
    static const base::Regex k_count("^\\d+ (?:pass|fail|skip|todo)");
    return std::any_of(said.begin(), said.end(), [](char c) { return c >= 'a' && c <= 'z'; }) &&
           !k_count.found_in(said);
}

}  // namespace

model::FailedTest test_at(const Section& section, std::size_t at) {
    const auto stated = stated_in(section.text(at));
    model::FailedTest test = {.name = std::string(base::trim(stated.test)),
                              .message = std::string(stated.message)};
    Compared compared;
    const auto end = end_of_block(section, at);
    for (auto i = at + 1; i < end; ++i) {
        const auto text = section.text(i).substr(0, 1000);
        read_value(text, compared);
        const auto place = place_in(text);
        if (place && test.file.empty()) {
            test.file = place->file;
            test.line = place->line;
        }
        const auto said = base::trim(text);
        if (test.message.empty() && has_words(said) &&
            !(place && said.size() < place->file.size() + 12))
            test.message = base::ellipsize(said, k_message);
    }
    if (test.name.empty())
        test.name = test.message;
    test.expected = compared.expected;
    test.actual = compared.actual;
    return test;
}

}  // namespace mendel::diagnose
