#include "repair/localise_python.hpp"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "repair/python_suite.hpp"
#include "repair/score_map.hpp"
#include "repair/spectrum.hpp"

namespace mendel::repair {
namespace {

using Milliseconds = std::chrono::milliseconds;

/// Seconds that one test may take: one known to fail, and any other.
constexpr double k_failing_limit = 2;
constexpr double k_limit = 30;
/// Seconds after which, once a failing test was seen, no further test is counted: a share of what
/// the search has, within bounds.
constexpr double k_budget_share = 0.15;
constexpr double k_least_budget = 4;
constexpr double k_most_budget = 20;
/// What a line counts that ran while modules were loaded: imports, heads of functions.
constexpr double k_import_share = 0.6;

std::set<std::string> failing_of(const model::Round& round) {
    std::set<std::string> failing;
    for (const auto& failure : round.failures)
        for (const auto& test : failure.tests)
            failing.insert(test.name);
    return failing;
}

nlohmann::json order_of(const model::Round& round) {
    const bool hangs = round.failure.category == model::Category::timeout;
    const auto left = static_cast<double>(time_left(round).count()) / 1000;
    return {{"mode", "trace"},
            {"root", round.tree.root},
            {"limits", {k_failing_limit, hangs ? k_failing_limit : k_limit}},
            {"budget", std::clamp(left * k_budget_share, k_least_budget, k_most_budget)},
            {"failing", failing_of(round)}};
}

/// What the helper's answers add up to.
class Reading {
  public:
    /// `failing`: the tests that fail in the check itself, as far as its log names them.
    Reading(const HelperRun& run, const std::set<std::string>& failing) {
        for (const auto& answer : run.answers) {
            if (answer.contains("tests"))
                take_tests(answer["tests"], failing);
            m_failed += base::number_at(answer, "failing");
            if (answer.contains("modules"))
                m_modules = answer["modules"];
            m_partial = m_partial || base::flag_at(answer, "partial");
        }
        for (const auto& answer : run.answers)
            if (answer.contains("file"))
                take_lines(answer);
    }

    bool has_failing() const {
        return std::any_of(m_tests.begin(), m_tests.end(),
                           [](const TestRun& test) { return !test.passed && !test.skipped; });
    }

    Localisation localisation(std::size_t suite) const {
        const auto& scores = m_scores.empty() ? m_mixed : m_scores;
        Localisation found{.lines = scores.sorted(),
                           .tests = m_tests,
                           .method = "coverage of assertions (Ochiai, D*)"};
        found.state = base::to_line({{"suite", suite},
                                     {"modules", m_modules},
                                     {"tests", m_states},
                                     {"cover", m_cover},
                                     {"partial", m_partial},
                                     {"children", m_children}});
        return found;
    }

  private:
    /// A test that fails while lines are counted, and did not in the check, has no say.
    void take_tests(const nlohmann::json& tests, const std::set<std::string>& failing) {
        const auto is_named = [&](const nlohmann::json& test) {
            return failing.count(base::text_at(test, "name")) != 0;
        };
        const bool are_named = std::any_of(tests.begin(), tests.end(), is_named);
        for (const auto& test : tests) {
            auto outcome = base::text_at(test, "outcome");
            if (outcome == "failed" && are_named && !is_named(test))
                outcome = "unsteady";
            const auto seconds = test.value("seconds", 0.0);
            m_tests.push_back({.name = base::text_at(test, "name"),
                               .passed = outcome == "passed",
                               .skipped = outcome == "skipped" || outcome == "unsteady",
                               .duration = Milliseconds(static_cast<long>(seconds * 1000)),
                               .message = base::text_at(test, "reason")});
            const auto known =
                base::flag_at(test, "overdue") ? nlohmann::json() : nlohmann::json(seconds);
            m_states.push_back({m_tests.back().name, outcome, known});
            if (outcome == "failed" && base::flag_at(test, "children"))
                m_children = true;
        }
    }

    void take_lines(const nlohmann::json& answer) {
        const auto file = base::text_at(answer, "file");
        auto& scores = base::flag_at(answer, "tests_itself") ? m_mixed : m_scores;
        auto& cover = m_cover[file] = nlohmann::json::array();
        for (const auto& row : answer["lines"]) {
            cover.push_back({row[0], row[1], row[4], row[5]});
            const LineCounts counts{.failing = row[2].get<double>(),
                                    .passing = row[3].get<double>()};
            const auto score = suspicion(counts, static_cast<double>(m_failed)) *
                               (row[4].is_null() ? k_import_share : 1);
            for (int line = row[0].get<int>(); score > 0 && line <= row[1].get<int>(); ++line)
                scores.add(file, line, score);
        }
    }

    std::vector<TestRun> m_tests;
    nlohmann::json m_states = nlohmann::json::array();
    nlohmann::json m_modules = nlohmann::json::array();
    /// Rows of first line, last line, tests as hexadecimal bits (null: all), these again.
    nlohmann::json m_cover = nlohmann::json::object();
    bool m_partial = false;
    bool m_children = false;
    long m_failed = 0;
    ScoreMap m_scores;
    ScoreMap m_mixed;  ///< code in files that hold tests: counts only where there is no other
};

}  // namespace

base::Result<Localisation> localise_python(const model::Round& round) {
    const auto suites = python_suites(round);
    std::string trouble = "the check runs no Python tests that can be taken over";
    for (std::size_t i = 0; i < suites.size(); ++i) {
        const auto run = run_python(round, suites[i], {order_of(round)}, time_left(round));
        if (!run)
            return base::fail(run.error());
        const Reading reading(*run, failing_of(round));
        if (run->finished && reading.has_failing())
            return reading.localisation(i);
        trouble = run->trouble.empty() ? "no test failed while lines were counted" : run->trouble;
    }
    return base::fail(base::ErrorKind::user, trouble);
}

}  // namespace mendel::repair
