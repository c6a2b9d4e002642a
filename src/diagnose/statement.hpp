#pragma once

#include <string_view>

namespace mendel::diagnose {

/// What a line of any tool states by its shape alone, from nothing to a test that failed.
enum class Statement {
    none,
    summary,    ///< says that something above failed: "3 failures", "make: *** [all] Error 1"
    hint,       ///< has a word of trouble in it
    warning,    ///< a remark that calls itself a warning, with a file and line
    link,       ///< an address that did not answer well
    place,      ///< a remark with a file and line: "README.md:3: line too long"
    system,     ///< the words of an operating system, shell or loader: "x: Permission denied"
    error,      ///< calls itself an error: "error: no such option", "** (Mix) ..."
    exception,  ///< the type and message of an exception
    diagnosis,  ///< an error with a file and line
    numbered,   ///< an item of a numbered list, as runners list the tests that failed
    test,       ///< names a test that failed
};

/// A line with its parts, as views into it; empty where the shape has none.
struct Stated {
    Statement statement = Statement::none;
    std::string_view message = {};
    std::string_view test = {};
    std::string_view file = {};
    std::string_view line = {};
    std::string_view column = {};
    std::string_view type = {};  ///< the exception's
};

/// Whether a runner wrote this line behind the output of a command that failed ("Process completed
/// with exit code 1.").
bool is_epilogue(std::string_view text);

/// Reads a line. Deterministic and independent of its neighbours; of a long line only its first
/// 1,000 bytes count.
Stated stated_in(std::string_view text);

}  // namespace mendel::diagnose
