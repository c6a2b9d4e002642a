#pragma once

#include <string>
#include <vector>

#include "diagnose/matcher.hpp"
#include "diagnose/matchers/python_error.hpp"

namespace mendel::diagnose {

/// One "____ title ____" block of the ERRORS or FAILURES part of a pytest report.
struct PytestBlock {
    std::string title;      ///< "TestCart.test_total[1]", "ERROR collecting tests/test_a.py"
    std::size_t begin = 0;  ///< index of the title's line
    std::size_t end = 0;
};

/// One line of the short summary: "FAILED tests/test_a.py::test_x - assert 1 == 2".
struct PytestSummary {
    std::string node;  ///< "tests/test_a.py::TestCart::test_total[1]"
    std::string message = {};
    bool is_error = false;  ///< ERROR: a fixture or a module, not the test itself
    std::size_t line = 0;
    bool used = false;  ///< a block told more about it
};

/// What one run of pytest printed about its failures.
struct PytestReport {
    std::vector<PytestBlock> blocks;
    std::vector<PytestSummary> summary;
    std::vector<std::size_t> crash_lines;  ///< lines of a FAILURES part without blocks (--tb=line)
};

/// Cuts the reports of all runs in the section into blocks and summary lines (pytest 3 to 8,
/// every --tb style; https://docs.pytest.org/en/stable/how-to/output.html).
PytestReport read_pytest_report(const Section& section);

/// The exception of a block with its frames, whatever the --tb style; its type is empty where the
/// block shows none.
PythonError error_of(const Section& section, const PytestBlock& block);

/// Reports the failed tests and modules of all reports in the section.
void report_pytest_failures(const Section& section, Sink& sink);

}  // namespace mendel::diagnose
