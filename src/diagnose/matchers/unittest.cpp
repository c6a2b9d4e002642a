#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/python_error.hpp"

namespace mendel::diagnose {

namespace {

constexpr std::string_view k_traceback = "Traceback (most recent call last):";

bool is_rule(std::string_view text, char c) {
    return text.size() >= 50 && text.find_first_not_of(c) == std::string_view::npos;
}

/// "test_x (tests.test_a.TestA.test_x) (i=2)" to "tests.test_a.TestA.test_x (i=2)".
std::string qualified(std::string_view title) {
    static const base::Regex k_title("^(\\S+) \\(([\\w.]+)\\)(.*)$");
    const auto groups = k_title.match(title);
    if (!groups)
        return std::string(title);
    const std::string name((*groups)[1]);
    std::string path((*groups)[2]);
    constexpr std::string_view k_loader = "unittest.loader._FailedTest";
    if (path.substr(0, k_loader.size()) == k_loader)
        return name + std::string((*groups)[3]);
    const auto tail = "." + name;
    if (path.size() < tail.size() || path.substr(path.size() - tail.size()) != tail)
        path += tail;
    return path + std::string((*groups)[3]);
}

/// "1 != 2" and "'a' != 'b'" of assertEqual, whose first is what the test had.
void read_values(model::FailedTest& test) {
    static const base::Regex k_values("^AssertionError: (.{1,200}?) != (.{1,200}?)(?: : .*)?$");
    if (const auto groups = k_values.match(test.message)) {
        test.actual = (*groups)[1];
        test.expected = (*groups)[2];
    }
}

/// The innermost traceback of a block: that of a module that failed to import is nested.
std::optional<PythonError> error_in(const Section& section, std::size_t begin, std::size_t end) {
    std::optional<PythonError> found;
    for (auto i = begin; i < end; ++i) {
        if (!base::contains(section.text(i), k_traceback))
            continue;
        if (auto error = read_traceback(section, i)) {
            i = error->end - 1;
            found = std::move(error);
        }
    }
    return found;
}

std::size_t end_of_block(const Section& section, std::size_t at) {
    static const base::Regex k_ran("^Ran \\d+ tests? in ");
    for (auto i = at; i < section.size(); ++i) {
        if (is_rule(section.text(i), '='))
            return i;
        if (is_rule(section.text(i), '-') && k_ran.found_in(section.text(i + 1)))
            return i;
    }
    return section.size();
}

/// A line of `=`, "FAIL: name (path)", perhaps a doc string, a line of `-`, the traceback.
Finding read_block(const Section& section, std::size_t at, std::string_view title) {
    const auto end = end_of_block(section, at + 1);
    auto finding = finding_at(at, model::Category::test_failure, "unittest", "failure");
    finding.failure.message = title;
    if (const auto error = error_in(section, at, end)) {
        finding.line = error->line;
        describe(finding.failure, *error);
    }
    finding.begin = at;
    finding.end = end;
    model::FailedTest test{.name = qualified(title), .message = finding.failure.message};
    for (const auto& frame : finding.failure.frames)
        if (base::contains(frame.file, "test") && !base::contains(frame.file, "unittest/")) {
            test.file = frame.file;
            test.line = frame.line;
            break;
        }
    read_values(test);
    finding.failure.tests = {std::move(test)};
    return finding;
}

void match_unittest(const Section& section, Sink& sink) {
    static const base::Regex k_title("^(?:FAIL|ERROR): (.+)$");
    for (std::size_t i = 0; i + 1 < section.size(); ++i) {
        if (!is_rule(section.text(i), '=') || section.claimed(i))
            continue;
        const auto groups = k_title.match(section.text(i + 1).substr(0, 2000));
        if (!groups)
            continue;
        auto finding = read_block(section, i + 1, (*groups)[1]);
        i = finding.end - 1;
        sink.report(std::move(finding));
    }
    for (std::size_t i = 0; i < section.size(); ++i)
        if (section.text(i) == "NO TESTS RAN" && !sink.has_problem()) {
            auto finding = finding_at(i, model::Category::test_failure, "unittest", "no-tests");
            finding.failure.message = "no tests ran";
            sink.report(std::move(finding));
        }
}

}  // namespace

const Matcher unittest_matcher = {
    "unittest", {"FAIL: ", "ERROR: ", "NO TESTS RAN"}, match_unittest};

}  // namespace mendel::diagnose
