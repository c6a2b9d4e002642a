#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnose/matcher.hpp"

namespace mendel::diagnose {

/// The line without the mark that maven ("[ERROR] "), sbt ("[error] ") or a task of ant
/// ("    [junit] ") puts in front of it.
std::string_view without_mark(std::string_view text);

/// A throwable as the JVM prints it, over lines [line, end).
struct JvmError {
    std::string type;                       ///< without its package: "AssertionError"
    std::string message;                    ///< all lines of it, joined by LF
    std::vector<model::Frame> frames = {};  ///< outermost first, of the throwable, not its causes
    std::size_t line = 0;
    std::size_t end = 0;
};

/// Splits "java.lang.IllegalStateException: text" and "Caused by: x.Y: text" into type and message;
/// nothing for other text.
std::optional<JvmError> jvm_error_of(std::string_view text);

/// Reads "at pkg.Type.method(File.java:12)", with the module or loader that newer JVMs print.
/// File is the path that the package implies ("pkg/File.java"), in angle brackets where the type
/// belongs to the JDK or to a library and not to `own_package`.
/// @param own_package dotted beginning of the types of the repository; "" where unknown
std::optional<model::Frame> jvm_frame_of(std::string_view text, std::string_view own_package);

/// Reads the throwable at a line: its message up to the first frame, its frames, its causes. A line
/// that names no throwable is taken as the message of an AssertionError.
/// @param own_type dotted name of the test or program, which tells own frames from a library's
JvmError read_jvm_error(const Section& section, std::size_t at, std::string_view own_type);

/// Where the repository keeps the source that a package implies ("pkg/File.java"); the same path
/// where the root is unknown or none of the usual source folders has it.
std::string jvm_source(const Section& section, const std::string& path);

/// Sets rule, message, frames and locations by the throwable, and category: import_error for a
/// class that is missing, else as it was.
void describe(model::Failure& failure, const JvmError& error, const Section& section);

/// Expected and actual as JUnit, TestNG, Hamcrest, AssertJ, Truth and kotlin.test word them.
void read_jvm_values(std::string_view message, model::FailedTest& test);

/// A failed test of a JVM runner: the finding with its one test, placed by its frames.
/// @param name qualified as the runner prints it
/// @param type dotted name of the test's class; "" where unknown
Finding jvm_test_finding(const Section& section, const JvmError& error, std::string_view tool,
                         std::string_view name, std::string_view type);

}  // namespace mendel::diagnose
