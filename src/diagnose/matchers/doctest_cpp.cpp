#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

bool begins(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

/// The case's own name, deeper subcases joined to it: "TEST CASE:  name" and indented lines below.
std::string name_above(const Section& section, std::size_t at) {
    constexpr std::string_view k_case = "TEST CASE:";
    std::string below;
    for (auto i = at; i-- > 0 && at - i < 60;) {
        const auto text = base::trim(section.text(i));
        if (begins(text, k_case))
            return std::string(base::trim(text.substr(k_case.size()))) + below;
        if (begins(section.text(i), "  ") && !text.empty() && !base::contains(text, "values:"))
            below = " / " + std::string(text) + below;
        if (begins(text, "====="))
            break;
    }
    return {};
}

/// "a.cpp:12: ERROR: CHECK( x == 1 ) is NOT correct!" and "  values: CHECK( 2 == 1 )" below.
void match_doctest(const Section& section, Sink& sink) {
    static const base::Regex k_error("^([^\\s:]+?)(?::|\\()(\\d+)\\)?: (?:FATAL )?ERROR: (.*)$");
    static const base::Regex k_values("^\\s*values: \\w+\\( (.*) (?:==|!=|<=|>=|<|>|,) (.*) \\)$");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto groups = base::contains(section.text(i), "ERROR: ")
                                ? k_error.match(section.text(i).substr(0, 2000))
                                : std::nullopt;
        if (!groups)
            continue;
        auto name = name_above(section, i);
        if (name.empty())
            continue;
        auto finding = finding_at(i, Category::test_failure, "doctest", "assertion");
        auto& failure = finding.failure;
        failure.message = (*groups)[3];
        model::FailedTest test{std::move(name), std::string((*groups)[1]), number_of((*groups)[2]),
                               failure.message};
        if (const auto values = k_values.match(section.text(i + 1).substr(0, 2000))) {
            test.actual = (*values)[1];
            test.expected = (*values)[2];
            failure.message += " values: " + test.actual + ", " + test.expected;
            finding.end = i + 2;
        }
        failure.locations = {{test.file, test.line}};
        failure.tests = {std::move(test)};
        sink.report(std::move(finding));
    }
}

}  // namespace

const Matcher doctest_cpp_matcher = {"doctest.h", {"TEST CASE:"}, match_doctest};

}  // namespace mendel::diagnose
