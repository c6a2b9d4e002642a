#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

constexpr std::size_t k_details = 40;  ///< lines that a failed test's own words may take

/// A Go file with its line at the beginning or end of a text.
std::optional<model::Location> place_of(std::string_view text) {
    static const base::Regex k_place(
        "^\\s*(?:In \\[\\w+\\] at: |> .* at )?(\\S+\\.go):(\\d+)(?: @ .*)?$");
    const auto groups = k_place.match(text.substr(0, 2000));
    if (!groups)
        return std::nullopt;
    return model::Location{std::string((*groups)[1]), number_of((*groups)[2])};
}

/// What Gomega prints: "Expected", the value, "to equal", the value.
void read_values(const Section& section, std::size_t at, model::FailedTest& test) {
    static const base::Regex k_value("^\\s+<[^>]*>: (.*)$");
    const auto actual = k_value.match(section.text(at + 1).substr(0, 2000));
    if (!actual)
        return;
    const auto relation = base::trim(section.text(at + 2));
    const auto expected = k_value.match(section.text(at + 3).substr(0, 2000));
    test.message = "Expected " + std::string((*actual)[1]) + " " + std::string(relation);
    if (!expected)
        return;
    test.message += " " + std::string((*expected)[1]);
    if (relation != "to equal")
        return;
    test.actual = (*actual)[1];
    test.expected = (*expected)[1];
}

/// The line of the report above the summary that tells why the test at a place failed.
std::optional<std::size_t> told_above(const Section& section, std::size_t summary,
                                      const model::Location& place, model::FailedTest& test) {
    static const base::Regex k_said(
        "^\\s+(?:\\[(?:FAILED|PANICKED)\\] )?(Expected|Unexpected error.*|Timed out after .*|Test "
        "Panicked.*)$");
    const auto from = summary - std::min<std::size_t>(summary, 4000);
    for (auto i = summary; i-- > from;) {
        const auto found = place_of(section.text(i));
        if (!found || found->file != place.file || found->line != place.line)
            continue;
        for (auto at = i; at > from && i - at < k_details; --at) {
            const auto said = k_said.match(section.text(at).substr(0, 2000));
            if (!said)
                continue;
            test.message = (*said)[1];
            read_values(section, at, test);
            return at;
        }
    }
    return std::nullopt;
}

/// Ginkgo's summary: "[Fail] Cart when full [It] sums prices", the place on the next line.
void read_ginkgo(const Section& section, std::size_t at, Sink& sink) {
    static const base::Regex k_failed(
        "^\\s*\\[(?:Fail|FAIL|Panic!|PANICKED!?|Timeout\\.\\.\\.|TIMEDOUT|Interrupted|INTERRUPTED)"
        "\\] (.*\\S)\\s*$");
    const auto groups = k_failed.match(section.text(at).substr(0, 2000));
    const auto place = groups ? place_of(section.text(at + 1)) : std::nullopt;
    if (!place)
        return;
    static const base::Regex k_kind(
        " ?\\[(?:It|BeforeEach|AfterEach|JustBeforeEach|Measurement|BeforeSuite)\\]");
    model::FailedTest test{k_kind.replace_all((*groups)[1], ""), place->file, place->line};
    auto finding = finding_at(at, Category::test_failure, "ginkgo", "failed");
    finding.end = at + 2;
    if (const auto told = told_above(section, at, *place, test)) {
        finding.line = *told;
        finding.begin = *told;
        finding.end = *told + 6;
    }
    if (test.message.empty())
        test.message = test.name + " failed";
    finding.failure.message = test.message;
    finding.failure.locations = {*place};
    finding.failure.tests = {std::move(test)};
    sink.report(std::move(finding));
}

/// gocheck: "FAIL: cart_test.go:20: CartSuite.TestTotal", then the assertion and "... obtained".
void read_gocheck(const Section& section, std::size_t at, Sink& sink) {
    static const base::Regex k_failed("^(?:FAIL|PANIC): (\\S+\\.go):(\\d+): (\\S+)$");
    static const base::Regex k_value(
        "^\\.\\.\\. (?:(obtained|expected)(?: \\S+)? =|value \\S+ =|(\\S.*)) ?(.*)$");
    const auto groups = k_failed.match(section.text(at).substr(0, 1000));
    if (!groups)
        return;
    auto finding = finding_at(at, Category::test_failure, "gocheck", "failed");
    model::FailedTest test{std::string((*groups)[3]), std::string((*groups)[1]),
                           number_of((*groups)[2])};
    auto i = at + 1;
    for (; i < section.size() && i < at + k_details; ++i) {
        const auto text = section.text(i).substr(0, 2000);
        if (text.substr(0, 5) == "-----" || text.substr(0, 5) == "OOPS:")
            break;
        const auto value = k_value.match(text);
        if (value && (*value)[1] == "obtained")
            test.actual = (*value)[3];
        else if (value && (*value)[1] == "expected")
            test.expected = (*value)[3];
        else if (test.message.empty() && text.substr(0, 4) == "    ")
            test.message = base::trim(text);
        if (!text.empty())
            finding.end = i + 1;
    }
    if (!test.expected.empty() || !test.actual.empty())
        test.message += (test.message.empty() ? "" : ": ") + std::string("expected ") +
                        test.expected + ", obtained " + test.actual;
    if (test.message.empty())
        test.message = test.name + " failed";
    finding.failure.message = test.message;
    finding.failure.locations = {{test.file, test.line}};
    finding.failure.tests = {std::move(test)};
    sink.report(std::move(finding));
}

/// Suites that `go test` runs as one test: their own report tells more than its last line.
void match_ginkgo(const Section& section, Sink& sink) {
    for (std::size_t i = 0; i < section.size(); ++i) {
        if (section.claimed(i))
            continue;
        read_ginkgo(section, i, sink);
        read_gocheck(section, i, sink);
    }
}

}  // namespace

const Matcher ginkgo_matcher = {
    "ginkgo",
    {"[Fail] ", "[FAIL] ", "[Panic!] ", "[PANICKED", "[TIMEDOUT] ", "OOPS: ", "FAIL: "},
    match_ginkgo,
    {500, 60}};

}  // namespace mendel::diagnose
