#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// Thresholds of coverage: coverage.py and pytest-cov, nyc and c8, SimpleCov, JaCoCo's
/// summary, go tools.
void match_coverage(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "coverage", {
                        {"less than fail-under",
                         "^(?P<message>Coverage failure: total of \\d[\\d.]* is less than "
                         "fail-under=\\d[\\d.]*)",
                         Category::test_failure, "coverage", "", "", "", "", Weight::problem,
                         model::Severity::low},
                        {"not reached. Total",
                         "^(?:FAIL|ERROR:?)[ :]*(?P<message>Required test coverage of \\S+ not "
                         "reached\\. Total coverage: \\S+)",
                         Category::test_failure, "coverage", "", "", "", "pytest-cov",
                         Weight::problem, model::Severity::low},
                        {"does not meet",
                         "^(?:ERROR: )?(?P<message>(?:ERROR: )?Coverage for \\w+ \\([\\d.]+%\\) "
                         "does not meet (?:global |per-file )?threshold.*)$",
                         Category::test_failure, "coverage", "", "", "", "nyc", Weight::problem,
                         model::Severity::low},
                        {"below the expected minimum",
                         "^(?P<message>(?:Line |Branch )?[Cc]overage \\([\\d.]+%\\) is below the "
                         "expected minimum coverage.*)$",
                         Category::test_failure, "coverage", "", "", "", "simplecov",
                         Weight::problem, model::Severity::low},
                    });
    k_rules.read(section, sink);
}

}  // namespace

const Matcher coverage_matcher = {"coverage",
                                  {"less than fail-under", "Required test coverage of",
                                   "does not meet", "the expected minimum coverage"},
                                  match_coverage};

}  // namespace mendel::diagnose
