#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// "a.cpp(12): error: in "suite/case": check x == 1 has failed [2 != 1]".
void match_boost(const Section& section, Sink& sink) {
    static const base::Regex k_error(
        "^(unknown location|[^\\s(]+)\\((\\d+)\\): (?:fatal )?error:? (?:in )?\"([^\"]+)\": (.*)$");
    static const base::Regex k_values("\\[(.*?) (?:!=|==|<|>|<=|>=) (.*)\\]\\.?$");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto groups = k_error.match(section.text(i).substr(0, 4000));
        if (!groups)
            continue;
        const bool is_timeout = base::contains((*groups)[4], "timeout");
        auto finding = finding_at(i, is_timeout ? Category::timeout : Category::test_failure,
                                  "boost.test", "check");
        auto& failure = finding.failure;
        failure.message = (*groups)[4];
        model::FailedTest test{std::string((*groups)[3]), std::string((*groups)[1]),
                               number_of((*groups)[2]), failure.message};
        if (const auto values = k_values.match(failure.message)) {
            test.actual = (*values)[1];
            test.expected = (*values)[2];
        }
        static const base::Regex k_checkpoint("^([^\\s(]+)\\((\\d+)\\): last checkpoint");
        if (test.file == "unknown location") {
            const auto checkpoint = k_checkpoint.match(section.text(i + 1).substr(0, 2000));
            test.file = checkpoint ? (*checkpoint)[1] : std::string_view{};
            test.line = checkpoint ? number_of((*checkpoint)[2]) : 0;
            failure.rule = "exception";
        }
        if (!test.file.empty())
            failure.locations = {{test.file, test.line}};
        failure.tests = {std::move(test)};
        sink.report(std::move(finding));
    }
}

}  // namespace

const Matcher boost_test_matcher = {"boost.test", {"error: in \"", "error in \""}, match_boost};

}  // namespace mendel::diagnose
