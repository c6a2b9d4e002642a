#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

/// What ctest -V and CTest dashboards put before each line is dropped: "12: [ RUN ...".
std::string_view bare(std::string_view text) {
    const auto at = text.find_first_not_of("0123456789");
    return at != 0 && at != std::string_view::npos && text.substr(at, 2) == ": "
               ? text.substr(at + 2)
               : text;
}

std::string_view name_after(std::string_view text, std::string_view mark) {
    auto name = base::trim(text.substr(mark.size()));
    for (const std::string_view end : {" (", ", where "})
        name = name.substr(0, name.find(end));
    return name;
}

/// "  Actual: false" and "Expected: true", or the values below "Expected equality of these
/// values:".
void read_values(const Section& section, std::size_t begin, std::size_t end,
                 model::FailedTest& test) {
    std::vector<std::string> values;
    bool in_equality = false;
    for (auto i = begin; i < end; ++i) {
        const auto text = bare(section.text(i)).substr(0, 2000);
        const auto bare_text = base::trim(text);
        if (in_equality && text.substr(0, 4) == "    " && bare_text.substr(0, 10) == "Which is: " &&
            !values.empty())
            values.back() = bare_text.substr(10);
        else if (in_equality && text.substr(0, 2) == "  " && values.size() < 2)
            values.emplace_back(bare_text);
        else if (in_equality)
            in_equality = false;
        if (text == "Expected equality of these values:")
            in_equality = values.empty();
        if (bare_text.substr(0, 8) == "Actual: ")
            test.actual = bare_text.substr(8);
        if (bare_text.substr(0, 10) == "Expected: ")
            test.expected = bare_text.substr(10);
    }
    if (values.size() == 2) {
        test.actual = values[0];
        test.expected = values[1];
    }
}

void report(const Section& section, std::size_t begin, std::size_t at, Sink& sink) {
    static const base::Regex k_failure(
        "^([^\\s:]+):(\\d+): Failure$|^([^\\s(]+)\\((\\d+)\\): error:");
    auto finding = finding_at(begin, Category::test_failure, "googletest", "");
    finding.end = at + 1;
    model::FailedTest test{std::string(name_after(bare(section.text(at)), "[  FAILED  ]"))};
    auto said = begin;
    for (auto i = begin + 1; i < at && said == begin; ++i) {
        const auto text = bare(section.text(i)).substr(0, 2000);
        if (const auto groups = k_failure.match(text)) {
            const std::size_t first = (*groups)[1].empty() ? 3 : 1;
            test.file = (*groups)[first];
            test.line = static_cast<int>(base::to_number((*groups)[first + 1]));
            said = i + 1;
        } else if (text == "unknown file: Failure") {
            said = i + 1;
        }
    }
    read_values(section, said, at, test);
    test.message = said == begin ? "failed" : std::string(base::trim(bare(section.text(said))));
    auto& failure = finding.failure;
    finding.line = said;
    failure.message = test.message;
    if (!test.expected.empty() || !test.actual.empty())
        failure.message += " expected " + test.expected + ", actual " + test.actual;
    failure.rule = contains(test.message, "exception with description") ? "exception" : "assertion";
    if (!test.file.empty())
        failure.locations = {{test.file, test.line}};
    failure.tests = {std::move(test)};
    sink.report(std::move(finding));
}

void match_gtest(const Section& section, Sink& sink) {
    std::size_t run = section.size();
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = bare(section.text(i));
        if (text.substr(0, 12) == "[ RUN      ]")
            run = i;
        if (text.substr(0, 12) != "[  FAILED  ]" || run == section.size())
            continue;
        report(section, run, i, sink);
        run = section.size();
    }
}

/// "file.cpp:5: FAILED:" of Catch2, versions 2 and 3.
struct Assertion {
    model::FailedTest test;
    std::size_t end = 0;
};

bool is_rule(std::string_view text, char of) {
    return text.size() > 20 && text.find_first_not_of(of) == std::string_view::npos;
}

/// The test and its sections stand between two rules of dashes, the sections indented.
std::string catch_name(const Section& section, std::size_t at) {
    for (auto close = at; close-- > 0 && at - close < 400;) {
        if (!is_rule(bare(section.text(close)), '-'))
            continue;
        for (auto open = close; open-- > 0 && close - open < 20;) {
            if (!is_rule(bare(section.text(open)), '-'))
                continue;
            std::string name;
            for (auto i = open + 1; i < close; ++i)
                name +=
                    (name.empty() ? "" : " / ") + std::string(base::trim(bare(section.text(i))));
            return name;
        }
        return {};
    }
    return {};
}

Assertion catch_assertion(const Section& section, std::size_t at, std::string_view file,
                          std::string_view line) {
    static const base::Regex k_sides("^\\s*(.+?) (?:==|!=|<=|>=|<|>) (.+)$");
    Assertion assertion{
        {catch_name(section, at), std::string(file), static_cast<int>(base::to_number(line))},
        at + 1};
    for (; assertion.end < section.size() && assertion.end < at + 60; ++assertion.end) {
        const auto text = bare(section.text(assertion.end));
        if (text.empty() || is_rule(text, '-') || is_rule(text, '='))
            break;
        if (assertion.test.message.empty())
            assertion.test.message = base::trim(text);
        if (bare(section.text(assertion.end - 1)) == "with expansion:")
            if (const auto groups = k_sides.match(text.substr(0, 2000))) {
                assertion.test.actual = (*groups)[1];
                assertion.test.expected = (*groups)[2];
            }
        if (contains(bare(section.text(assertion.end - 1)), "exception with message:"))
            assertion.test.message = "unexpected exception: " + std::string(base::trim(text));
    }
    return assertion;
}

void match_catch2(const Section& section, Sink& sink) {
    static const base::Regex k_failed("^(?:\\d+: )?([^\\s:(]+)(?::|\\()(\\d+)\\)?: FAILED:");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 2000);
        const auto groups = contains(text, ": FAILED:") ? k_failed.match(text) : std::nullopt;
        if (!groups)
            continue;
        auto assertion = catch_assertion(section, i, (*groups)[1], (*groups)[2]);
        auto finding = finding_at(i, Category::test_failure, "catch2", "assertion");
        finding.end = assertion.end;
        auto& failure = finding.failure;
        failure.message = assertion.test.message;
        if (!assertion.test.expected.empty())
            failure.message += " with " + assertion.test.actual + " for " + assertion.test.expected;
        failure.locations = {{assertion.test.file, assertion.test.line}};
        failure.tests = {std::move(assertion.test)};
        sink.report(std::move(finding));
    }
}

}  // namespace

const Matcher gtest_matcher = {"googletest", {"[  FAILED  ]"}, match_gtest};
const Matcher catch2_matcher = {"catch2", {": FAILED:"}, match_catch2};

}  // namespace mendel::diagnose
