#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

/// "1/7 Test #1: name ......***Failed  0.00 sec" with the output printed for it.
struct Result {
    std::string name;
    std::string status;
    std::size_t line = 0;
    std::size_t begin = 0;  ///< output, where it was printed
    std::size_t end = 0;
};

bool is_result(std::string_view text) {
    return contains(text, " Test ") && contains(text, "#") && contains(text, " sec");
}

bool ends_output(std::string_view text) {
    static const base::Regex k_next(
        "^\\s*(?:Start\\s+\\d+: |\\d+/\\d+ Test\\s+#|\\d+% tests passed)");
    return k_next.found_in(text.substr(0, 200));
}

/// With -V the output stands above the result, each line marked with the test's number.
std::size_t begin_of_marked(const Section& section, std::size_t line, std::string_view number) {
    const auto mark = std::string(number) + ": ";
    auto begin = line;
    while (begin > 0 && (section.text(begin - 1).substr(0, mark.size()) == mark ||
                         section.text(begin - 1).empty()))
        --begin;
    while (begin < line && section.text(begin).empty())
        ++begin;
    return begin;
}

std::vector<Result> results_of(const Section& section) {
    static const base::Regex k_result(
        "^\\s*\\d+/\\d+ Test\\s+#(\\d+): (.*?) \\.*\\s*(.*?)\\*\\*\\*(.*?)\\s+[\\d.]+ sec$");
    std::vector<Result> results;
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 2000);
        const auto groups =
            contains(text, "***") && is_result(text) ? k_result.match(text) : std::nullopt;
        if (!groups)
            continue;
        Result result{std::string((*groups)[2]), std::string(base::trim((*groups)[4])), i, i + 1,
                      i + 1};
        if (result.status == "Exception:")
            result.status = base::trim((*groups)[3]);
        while (result.end < section.size() && !ends_output(section.text(result.end)))
            ++result.end;
        const auto marked = begin_of_marked(section, i, (*groups)[1]);
        if (marked < i && contains(section.text(marked), ": ")) {
            result.begin = marked;
            result.end = i;
        }
        results.push_back(std::move(result));
    }
    return results;
}

/// "12: text" of `ctest -V` without the number.
std::string_view without_mark(std::string_view text) {
    const auto at = text.find_first_not_of("0123456789");
    return at > 0 && at != std::string_view::npos && text.substr(at, 2) == ": "
               ? text.substr(at + 2)
               : text;
}

struct Said {
    std::string message;
    model::Location place;
    std::string rule;
    std::string expected;
    std::string actual;
};

/// The line of the output that tells most: an assertion, a sanitizer, the first that names a place.
Said said_in(const Section& section, const Result& result) {
    static const base::Regex k_assert(
        "(?:^|[\\s:])([^\\s:]+):(\\d+): .*?: (Assertion [`'‘].*['’] failed\\.?)");
    static const base::Regex k_sanitizer(
        "(?:==\\d+==)?(ERROR: \\w*Sanitizer: .*|\\S+:\\d+:\\d+: runtime error: .*)$");
    static const base::Regex k_place("([^\\s:()]+\\.(?:c|cc|cpp|cxx|h|hpp|py|sh)):(\\d+)");
    static const base::Regex k_values(
        "(?i)expected:?\\s+(\\S+?),?\\s+(?:but )?(?:got|actual|was):?\\s+(\\S+)");
    static const base::Regex k_trouble(
        "(?i)\\b(?:fail|error|assert|exception|terminate|expected|abort)");
    Said said;
    for (auto i = result.begin; i < result.end; ++i) {
        const auto text = section.text(i).substr(0, 2000);
        if (const auto g = contains(text, "Assertion") ? k_assert.match(text) : std::nullopt)
            return {std::string((*g)[3]),
                    {std::string((*g)[1]), static_cast<int>(base::to_number((*g)[2]))},
                    "assert",
                    {},
                    {}};
        if (const auto g = contains(text, "anitizer") || contains(text, "runtime error")
                               ? k_sanitizer.match(text)
                               : std::nullopt)
            return {std::string((*g)[1]), {}, "sanitizer", {}, {}};
        const bool tells = k_trouble.found_in(text);
        const auto place = k_place.match(text);
        if (!tells || (!said.message.empty() && (!place || !said.place.file.empty())))
            continue;
        said.message = without_mark(base::trim(text));
        if (place)
            said.place = {std::string((*place)[1]), static_cast<int>(base::to_number((*place)[2]))};
        if (const auto values = k_values.match(text)) {
            said.expected = (*values)[1];
            said.actual = (*values)[2];
        }
    }
    return said;
}

/// A framework inside the test (GoogleTest, Catch2) has told the story already.
bool is_explained(const Section& section, const Result& result) {
    for (auto i = result.begin; i < result.end; ++i)
        if (section.claimed(i))
            return true;
    return false;
}

void report(const Section& section, const Result& result, Sink& sink) {
    const bool is_explained_here = is_explained(section, result);
    const auto said = said_in(section, result);
    auto finding = finding_at(result.line, Category::test_failure, "ctest", said.rule);
    finding.begin = std::min(result.begin, result.line);
    finding.end = std::max(result.end, result.line + 1);
    auto& failure = finding.failure;
    failure.message = said.message.empty() ? result.name + ": " + result.status : said.message;
    if (failure.rule.empty() && result.status != "Failed")
        failure.rule = result.status;
    if (result.status == "Not Run") {
        failure.category = Category::build_failure;
        failure.message = result.name + ": Not Run";
        failure.subject = result.name;
    }
    if (!said.place.file.empty())
        failure.locations = {said.place};
    failure.tests = {{result.name, said.place.file, said.place.line,
                      said.message.empty() ? result.status : said.message, said.expected,
                      said.actual}};
    finding.weight = is_explained_here ? Weight::consequence : Weight::problem;
    sink.report(std::move(finding));
}

/// Where only the list at the end is there ("\t  1 - name (Failed)").
void match_list(const Section& section, Sink& sink) {
    static const base::Regex k_entry("^\\s+\\d+ - (\\S.*?) \\(([\\w -]+)\\)(?: .*)?$");
    bool in_list = false;
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 1000);
        in_list = (in_list && !text.empty()) || text == "The following tests FAILED:";
        const auto groups = in_list ? k_entry.match(text) : std::nullopt;
        if (groups && !section.claimed(i))
            report(section, {std::string((*groups)[1]), std::string((*groups)[2]), i, i, i}, sink);
    }
}

void match_ctest(const Section& section, Sink& sink) {
    const auto results = results_of(section);
    for (const auto& result : results)
        report(section, result, sink);
    if (results.empty())
        match_list(section, sink);
    for (std::size_t i = 0; i < section.size(); ++i) {
        if (section.text(i) != "No tests were found!!!")
            continue;
        auto finding = finding_at(i, Category::test_failure, "ctest", "no-tests");
        finding.failure.message = section.text(i);
        finding.weight = Weight::warning;
        sink.report(std::move(finding));
    }
}

}  // namespace

const Matcher ctest_matcher = {
    "ctest", {"***", "The following tests FAILED:", "No tests were found!!!"}, match_ctest};

}  // namespace mendel::diagnose
