#include "diagnose/matchers/generic.hpp"

#include <algorithm>
#include <array>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/statement.hpp"
#include "diagnose/statement_detail.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

constexpr std::size_t k_near = 40;  // lines with text before the end: a command that fails says why
constexpr std::size_t k_tests = 2000;

/// Which of several statements of one rank tells the cause.
enum class Pick { first, first_with_details, first_of_last_block, last };

/// How telling a statement is. What stands near the end of the output tells more than what was
/// survived for long.
struct Weighing {
    Statement statement;
    int near;
    int far;
    Pick pick;
    std::size_t gap;  ///< lines between two statements of one block
    Category category;
    double confidence;  ///< near the end; elsewhere half of it where `far` is less
};

constexpr std::array<Weighing, 12> k_weighings = {{
    {Statement::summary, 5, 5, Pick::last, 0, Category::build_failure, 0.4},
    {Statement::hint, 20, 10, Pick::last, 0, Category::build_failure, 0.45},
    {Statement::warning, 12, 12, Pick::first, 0, Category::lint_error, 0.45},
    {Statement::link, 25, 25, Pick::first_of_last_block, 2, Category::lint_error, 0.7},
    {Statement::place, 32, 15, Pick::first, 0, Category::lint_error, 0.7},
    {Statement::system, 35, 20, Pick::first_of_last_block, 12, Category::build_failure, 0.7},
    {Statement::error, 40, 30, Pick::first_of_last_block, 12, Category::build_failure, 0.7},
    {Statement::exception, 40, 30, Pick::first_of_last_block, 12, Category::runtime_error, 0.7},
    {Statement::diagnosis, 50, 50, Pick::first, 0, Category::build_failure, 0.8},
    {Statement::numbered, 0, 0, Pick::first, 0, Category::test_failure, 0.8},
    {Statement::test, 60, 60, Pick::first_with_details, 0, Category::test_failure, 0.8},
    {Statement::none, 0, 0, Pick::first, 0, Category::build_failure, 0},
}};

const Weighing& weighing_of(Statement statement) {
    return *std::find_if(k_weighings.begin(), k_weighings.end(),
                         [&](const Weighing& one) { return one.statement == statement; });
}

/// A line that states something.
struct Candidate {
    std::size_t line = 0;
    Statement statement = Statement::none;
    int rank = 0;
    bool is_near = false;
};

/// Whether the output says that its warnings are errors.
bool makes_errors_of_warnings(std::string_view text) {
    static const base::Regex k_strict(
        "-Werror\\b|(?i)warnings? (?:being )?(?:are )?treated as errors?|failing due to warnings");
    return k_strict.found_in(text.substr(0, 1000));
}

/// Reads the lines of a section backwards, so that what is said of a line below is known.
class CandidateReader {
  public:
    explicit CandidateReader(const Section& section) : m_section(section) {}

    /// All candidates before `end`, in order.
    std::vector<Candidate> before(std::size_t end) {
        std::vector<Candidate> all;
        for (std::size_t i = end; i-- > 0;) {
            if (m_section.claimed(i) || m_section.text(i).empty() || is_epilogue(m_section.text(i)))
                continue;
            const auto statement = statement_at(i);
            if (statement != Statement::none)
                all.push_back(weighed(i, statement));
            m_behind += statement == Statement::summary ? 0 : 1;
        }
        std::reverse(all.begin(), all.end());
        return all;
    }

  private:
    Statement statement_at(std::size_t i) {
        const auto text = m_section.text(i);
        const auto statement = stated_in(text).statement;
        m_is_strict = m_is_strict || makes_errors_of_warnings(text);
        m_has_summary = m_has_summary || statement == Statement::summary;
        if (statement == Statement::none && m_section.line(i).error && !is_epilogue(text))
            return Statement::error;
        if (statement == Statement::numbered)
            return m_has_summary ? Statement::test : Statement::none;
        if (statement == Statement::warning && m_is_strict)
            return Statement::diagnosis;
        return statement;
    }

    Candidate weighed(std::size_t i, Statement statement) const {
        const auto& weighing = weighing_of(statement);
        const bool is_near = m_behind < k_near;
        return {i, statement, is_near ? weighing.near : weighing.far, is_near};
    }

    const Section& m_section;
    std::size_t m_behind = 0;  ///< lines with text between here and the end
    bool m_has_summary = false;
    bool m_is_strict = false;
};

/// Runners mark tests as they fail and report them at the end: the report tells more.
Candidate first_with_details(const Section& section, const std::vector<Candidate>& best) {
    for (const auto& one : best) {
        const auto test = test_at(section, one.line);
        if (!test.file.empty() || !test.expected.empty())
            return one;
    }
    return best.front();
}

/// What was tried again and failed alike is told by the first try.
Candidate first_like(const Section& section, const std::vector<Candidate>& best, std::size_t at) {
    return *std::find_if(best.begin(), best.end(), [&](const Candidate& one) {
        return section.text(one.line) == section.text(best[at].line);
    });
}

/// The candidate that tells the cause among those of the highest rank.
Candidate picked(const Section& section, const std::vector<Candidate>& best) {
    const auto& weighing = weighing_of(best.back().statement);
    if (weighing.pick == Pick::first)
        return best.front();
    if (weighing.pick == Pick::first_with_details)
        return first_with_details(section, best);
    auto at = best.size() - 1;
    while (weighing.pick == Pick::first_of_last_block && at > 0 &&
           best[at].line - best[at - 1].line <= weighing.gap)
        --at;
    return first_like(section, best, at);
}

std::vector<Candidate> of_highest_rank(const std::vector<Candidate>& all) {
    int highest = 0;
    for (const auto& one : all)
        highest = std::max(highest, one.rank);
    std::vector<Candidate> best;
    std::copy_if(all.begin(), all.end(), std::back_inserter(best),
                 [highest](const Candidate& one) { return one.rank == highest; });
    return best;
}

/// Adds a test, in place of one of the same name of which less is known.
void add_test(std::vector<model::FailedTest>& tests, model::FailedTest test) {
    const auto known = std::find_if(tests.begin(), tests.end(), [&](const model::FailedTest& one) {
        return one.name == test.name;
    });
    if (known == tests.end())
        tests.push_back(std::move(test));
    else if (known->file.empty() && known->expected.empty())
        *known = std::move(test);
}

/// The tests that the lines name, each once, told by the chosen one.
void read_tests(const Section& section, const std::vector<Candidate>& best, Finding& finding) {
    auto& failure = finding.failure;
    for (const auto& one : best)
        if (failure.tests.size() < k_tests)
            add_test(failure.tests, test_at(section, one.line));
    const auto told = test_at(section, finding.line);
    if (!told.message.empty())
        failure.message = told.message;
    failure.locations.clear();
    if (!told.file.empty())
        failure.locations.push_back({told.file, told.line, 0});
}

}  // namespace

std::optional<Finding> most_telling(const Section& section, std::size_t end) {
    const auto best = of_highest_rank(CandidateReader(section).before(end));
    if (best.empty())
        return std::nullopt;
    const auto chosen = picked(section, best);
    const auto& weighing = weighing_of(chosen.statement);
    auto finding = finding_at(chosen.line, weighing.category, "", "");
    read_statement(section, chosen.line, finding);
    if (chosen.statement == Statement::test)
        read_tests(section, best, finding);
    const bool is_far = !chosen.is_near && weighing.far < weighing.near;
    finding.failure.confidence = weighing.confidence * (is_far ? 0.5 : 1);
    return finding;
}

}  // namespace mendel::diagnose
