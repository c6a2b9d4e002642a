#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mendel::model {

/// What kind of problem a Failure is; the names are those of `mendel analyze --json`.
enum class Category {
    syntax_error,
    import_error,
    test_failure,
    lint_error,
    type_error,
    security_vulnerability,
    build_failure,
    runtime_error,
    timeout,
    dependency_error,
    infrastructure,
};

enum class Severity { low, medium, high, critical };

/// A place in a file of the repository.
struct Location {
    std::string file;  ///< relative to the repository's root
    int line = 0;      ///< 1-based, 0 where unknown
    int column = 0;    ///< 1-based, 0 where unknown

    bool operator==(const Location&) const = default;
};

/// One test that failed.
struct FailedTest {
    std::string name;  ///< qualified as its runner prints it ("tests/test_a.py::TestB::test_c")
    std::string file = {};
    int line = 0;
    std::string message = {};  ///< the assertion or exception, first line
    std::string expected = {};
    std::string actual = {};
};

/// One stack frame, outermost first in a Failure.
struct Frame {
    std::string file;
    int line = 0;
    std::string function = {};
    bool own = false;  ///< code of the repository, not of a library or runtime
};

/// A diagnosed problem. Findings of one tool with the same rule and subject are one Failure with
/// many locations; the failing tests of one run that fail for one reason are one Failure.
struct Failure {
    Category category = Category::build_failure;
    Severity severity = Severity::medium;
    std::string tool = {};     ///< "pytest", "black", "gcc" ...; empty where unknown
    std::string rule = {};     ///< the tool's own code: "F401", "no-unused-vars", "TS2304", or the
                               ///< exception's type: "ModuleNotFoundError"
    std::string subject = {};  ///< what it is about: the missing module, name, header or package
    std::string step = {};     ///< CI step, where known
    std::string command = {};  ///< the command that failed, where known
    std::optional<int> exit_code = {};
    std::string message = {};    ///< the tool's own words, one line
    std::string log = {};        ///< which log it stands in, where several were read
    std::size_t log_line = 0;    ///< 1-based line of the log that states the problem
    std::size_t log_offset = 0;  ///< byte offset of that line
    std::vector<Location> locations = {};
    std::vector<FailedTest> tests = {};
    std::vector<Frame> frames = {};
    std::string fingerprint = {};      ///< 64 hexadecimal digits, stable across runs
    double confidence = 0;             ///< 0 to 1
    std::optional<double> flaky = {};  ///< suspicion that another run of the same commit would not
                                       ///< show it, 0 to 1
    std::vector<std::string> fixable_by = {};  ///< names of rungs
    std::vector<std::string> suggestions = {};
    int occurrences = 1;
    std::optional<std::size_t> caused_by = {};  ///< index of the root cause in the same list
    std::string evidence = {};                  ///< the log lines that show it, capped at 4 KiB
};

std::string_view name_of(Category category);
std::string_view name_of(Severity severity);

/// The category with this name, nothing where there is none.
std::optional<Category> category_named(std::string_view name);

}  // namespace mendel::model
