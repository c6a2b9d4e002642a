#include <map>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers/pytest_report.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

constexpr std::string_view k_collecting = "ERROR collecting ";

bool begins(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

/// "tests/test_a.py::TestA::test_b[x.y]" to "TestA.test_b[x.y]", as block titles have it.
std::string title_of_node(const std::string& node) {
    const auto at = node.find("::");
    return at == std::string::npos ? node : base::replace_all(node.substr(at + 2), "::", ".");
}

/// What a block title says besides the test: "ERROR at setup of test_x" is about test_x.
std::string test_of_title(std::string_view title) {
    static const base::Regex k_phase("^ERROR at (?:setup|teardown) of (.+)$");
    static const base::Regex k_doctest("^\\[doctest\\] (.+)$");
    if (const auto groups = k_phase.match(title))
        return std::string((*groups)[1]);
    if (const auto groups = k_doctest.match(title))
        return std::string((*groups)[1]);
    return std::string(title);
}

/// "TestA.test_b[x.y]" to "TestA::test_b[x.y]".
std::string node_tail(const std::string& title) {
    const auto bracket = title.find('[');
    return base::replace_all(title.substr(0, bracket), ".", "::") +
           (bracket == std::string::npos ? "" : title.substr(bracket));
}

std::string file_of_node(const std::string& node) {
    return node.substr(0, node.find("::"));
}

/// "assert 2 == 6" and unittest's "1 != 2": what there was and what was wanted.
void read_values(model::FailedTest& test) {
    static const base::Regex k_equal("^(?:AssertionError: )?assert (.{1,200}?) == (.{1,200})$");
    static const base::Regex k_unequal("^AssertionError: (.{1,200}?) != (.{1,200}?)(?: : .*)?$");
    auto groups = k_equal.match(test.message);
    if (!groups)
        groups = k_unequal.match(test.message);
    if (!groups)
        return;
    test.actual = (*groups)[1];
    test.expected = (*groups)[2];
}

/// Reports one finding per block of the report, and per summary line that no block tells about.
class PytestFailures {
  public:
    PytestFailures(const Section& section, Sink& sink)
        : m_section(section), m_sink(sink), m_report(read_pytest_report(section)) {
        for (std::size_t i = 0; i < m_report.summary.size(); ++i)
            m_by_title[title_of_node(m_report.summary[i].node)].push_back(i);
    }

    void report() {
        for (const auto& block : m_report.blocks)
            report_block(block);
        for (const auto& summary : m_report.summary)
            if (!summary.used && !summary.node.empty())
                report_summary(summary);
    }

  private:
    void report_block(const PytestBlock& block) {
        const auto error = error_of(m_section, block);
        if (begins(block.title, k_collecting) || base::contains(block.title, "collection failure"))
            report_collection(block, error);
        else
            report_test(block, error);
    }

    Finding finding_for(const PytestBlock& block, const PythonError& error, Category category) {
        auto finding = finding_at(error.line > 0 ? error.line : block.begin, category, "pytest",
                                  error.type.empty() ? "failure" : error.type);
        finding.begin = block.begin;
        finding.end = block.end;
        finding.failure.confidence = 0.95;
        if (!error.type.empty())
            describe(finding.failure, error);
        else
            finding.failure.message = error.message.empty() ? first_text(block) : error.message;
        if (error.type == "AssertionError" && begins(error.message, "assert "))
            finding.failure.message = error.message;
        return finding;
    }

    /// The first line of a block with text: what there is to say where no exception is shown.
    std::string first_text(const PytestBlock& block) const {
        for (auto i = block.begin + 1; i < block.end; ++i)
            if (!m_section.text(i).empty() && !begins(m_section.text(i), "[gw"))
                return std::string(base::trim(m_section.text(i)));
        return block.title;
    }

    void report_collection(const PytestBlock& block, const PythonError& error) {
        auto finding = finding_for(block, error, Category::runtime_error);
        auto& failure = finding.failure;
        failure.severity = model::Severity::high;
        const auto file = begins(block.title, k_collecting)
                              ? block.title.substr(k_collecting.size())
                              : std::string{};
        if (error.type.empty()) {
            failure.category = Category::test_failure;
            failure.rule = "collection";
        }
        if (failure.locations.empty() && failure.frames.empty() && !file.empty())
            failure.locations = {{file, 0, 0}};
        take_summary(file);
        m_sink.report(std::move(finding));
    }

    void report_test(const PytestBlock& block, const PythonError& error) {
        auto finding = finding_for(block, error, Category::test_failure);
        auto& failure = finding.failure;
        model::FailedTest test;
        const auto title = test_of_title(block.title);
        const auto node = take_summary(title);
        test.file = node.empty() ? file_of_self(block) : file_of_node(node);
        if (test.file.empty())
            test.file = file_of(error);
        test.name = !node.empty()        ? node
                    : !test.file.empty() ? test.file + "::" + node_tail(title)
                                         : title;
        for (const auto& frame : error.frames)
            if (test.line == 0 && same_file(frame.file, test.file))
                test.line = frame.line;
        refine(failure, block);
        read_crash(failure, test);
        test.message = failure.message;
        read_values(test);
        read_later_values(test, block);
        read_doctest(test, block);
        failure.tests = {std::move(test)};
        m_sink.report(std::move(finding));
    }

    /// "self = <tests.test_a.TestB testMethod=test_c>" names the module of a unittest case, whose
    /// own lines a failure in a helper may not show.
    std::string file_of_self(const PytestBlock& block) const {
        static const base::Regex k_self("^self = <([\\w.]+)\\.\\w+ testMethod=\\w+>$");
        for (auto i = block.begin + 1; i < block.end; ++i)
            if (const auto groups = k_self.match(m_section.text(i).substr(0, 1000)))
                return base::replace_all((*groups)[1], ".", "/") + ".py";
        return {};
    }

    /// "worker 'gw0' crashed while running 'tests/test_a.py::test_b'" of xdist.
    void read_crash(model::Failure& failure, model::FailedTest& test) {
        static const base::Regex k_crash("^worker '\\w+' crashed while running '([^']+)'");
        const auto groups = k_crash.match(failure.message);
        if (!groups)
            return;
        failure.rule = "crash";
        failure.severity = model::Severity::high;
        test.name = (*groups)[1];
        test.file = file_of_node(test.name);
        take_summary(title_of_node(test.name));
    }

    static bool same_file(std::string_view left, std::string_view right) {
        return left == right || (left.size() > right.size() && !right.empty() &&
                                 left.substr(left.size() - right.size()) == right);
    }

    /// Without a summary the test stands where the traceback enters.
    static std::string file_of(const PythonError& error) {
        for (const auto& frame : error.frames)
            if (base::contains(frame.file, "test") && !base::contains(frame.file, "-packages/"))
                return frame.file;
        return error.frames.empty() ? std::string{} : error.frames.front().file;
    }

    /// Problems that pytest states in words of its own.
    void refine(model::Failure& failure, const PytestBlock& block) const {
        static const base::Regex k_fixture("fixture '([^']+)' not found");
        if (const auto groups = k_fixture.match(failure.message)) {
            failure.rule = "fixture";
            failure.subject = (*groups)[1];
            failure.suggestions = {"Define the fixture " + failure.subject +
                                   ", or install the plugin that provides it."};
            read_fixture_place(failure, block);
        } else if (begins(failure.message, "Failed: Timeout >")) {
            failure.category = Category::timeout;
            failure.rule = "timeout";
            failure.severity = model::Severity::high;
        } else if (begins(failure.message, "[XPASS(strict)]")) {
            failure.rule = "XPASS(strict)";
            failure.suggestions = {"The test passes now: take its xfail mark away."};
        }
    }

    /// "file /root/tests/test_a.py, line 44" of a missing fixture.
    void read_fixture_place(model::Failure& failure, const PytestBlock& block) const {
        static const base::Regex k_file("^file (.+), line (\\d+)$");
        for (auto i = block.begin + 1; i < block.end; ++i)
            if (const auto groups = k_file.match(m_section.text(i).substr(0, 4000))) {
                failure.locations = {{std::string((*groups)[1]), number_of((*groups)[2]), 0}};
                return;
            }
    }

    /// "assert 1 == 4" stands on a line of its own below the words that an assertion gives.
    void read_later_values(model::FailedTest& test, const PytestBlock& block) const {
        for (auto i = block.begin + 1; i < block.end && test.actual.empty(); ++i) {
            const auto text = m_section.text(i).substr(0, 1000);
            const auto body = begins(text, "E ") ? base::trim(text.substr(1)) : text;
            if (!begins(body, "assert ") || !begins(test.message, "AssertionError"))
                continue;
            model::FailedTest stated{.name = {}, .message = std::string(body)};
            read_values(stated);
            test.actual = stated.actual;
            test.expected = stated.expected;
        }
    }

    void read_doctest(model::FailedTest& test, const PytestBlock& block) const {
        if (!begins(block.title, "[doctest]"))
            return;
        for (auto i = block.begin; i < block.end; ++i) {
            if (m_section.text(i) == "Expected:")
                test.expected = base::trim(m_section.text(i + 1));
            if (m_section.text(i) == "Got:")
                test.actual = base::trim(m_section.text(i + 1));
        }
    }

    /// The node of the first summary line with this title that no block has taken; marks it used.
    std::string take_summary(const std::string& title) {
        const auto found = m_by_title.find(title);
        if (found == m_by_title.end())
            return {};
        for (const auto index : found->second)
            if (!m_report.summary[index].used) {
                m_report.summary[index].used = true;
                return m_report.summary[index].node;
            }
        return m_report.summary[found->second.front()].node;
    }

    /// All that is known under --tb=no and --tb=line.
    void report_summary(const PytestSummary& summary) {
        const bool is_module = summary.is_error && !base::contains(summary.node, "::");
        auto finding =
            finding_at(summary.line, is_module ? Category::runtime_error : Category::test_failure,
                       "pytest", is_module ? "collection" : "failure");
        auto& failure = finding.failure;
        failure.message = summary.message.empty() ? "failed" : summary.message;
        failure.confidence = 0.8;
        PythonError error = error_of_summary(summary);
        if (const auto* crash = crash_of(summary.message, error))
            failure.locations = {*crash};
        if (!error.type.empty())
            describe(failure, error);
        if (begins(error.message, "assert "))
            failure.message = error.message;
        if (is_module && failure.locations.empty())
            failure.locations = {{summary.node, 0, 0}};
        if (!is_module) {
            model::FailedTest test{.name = summary.node,
                                   .file = file_of_node(summary.node),
                                   .message = failure.message};
            read_values(test);
            failure.tests = {std::move(test)};
        }
        m_sink.report(std::move(finding));
    }

    static PythonError error_of_summary(const PytestSummary& summary) {
        if (auto named = split_exception(summary.message); named && !summary.message.empty())
            return *named;
        PythonError error;
        error.message = summary.message;
        if (begins(summary.message, "assert "))
            error.type = "AssertionError";
        return error;
    }

    /// The "--tb=line" line that says the same as a summary; also gives its whole message.
    const model::Location* crash_of(const std::string& message, PythonError& error) {
        static const base::Regex k_crash("^(\\S[^:]*):(\\d+): (.*)$");
        auto wanted = std::string_view(message);
        if (wanted.size() > 3 && wanted.substr(wanted.size() - 3) == "...")
            wanted.remove_suffix(3);
        if (wanted.empty())
            return nullptr;
        for (const auto line : m_report.crash_lines) {
            const auto groups = k_crash.match(m_section.text(line).substr(0, 4000));
            if (!groups || !begins((*groups)[3], wanted))
                continue;
            if (auto named = split_exception((*groups)[3]))
                error = *named;
            m_crash = {std::string((*groups)[1]), number_of((*groups)[2]), 0};
            return &m_crash;
        }
        return nullptr;
    }

    const Section& m_section;
    Sink& m_sink;
    PytestReport m_report;
    std::map<std::string, std::vector<std::size_t>> m_by_title;
    model::Location m_crash;
};

}  // namespace

void report_pytest_failures(const Section& section, Sink& sink) {
    PytestFailures(section, sink).report();
}

}  // namespace mendel::diagnose
