#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnose/matcher.hpp"

namespace mendel::diagnose {

/// An exception as Python prints it, with where it came from.
struct PythonError {
    std::string type;                       ///< without its module: "ModuleNotFoundError"
    std::string message = {};               ///< first line, without the type
    std::vector<model::Frame> frames = {};  ///< outermost first, files as printed
    model::Location place = {};  ///< a syntax error's file and line; file empty otherwise
    std::size_t line = 0;        ///< index of the exception's line
    std::size_t begin = 0;       ///< index of the first line that belongs to it
    std::size_t end = 0;         ///< index past the last line that belongs to it
};

/// Splits "pkg.SomeError: text" into type and message; nothing where the line is not the last line
/// of a traceback.
std::optional<PythonError> split_exception(std::string_view line);

/// Reads the traceback whose "Traceback (most recent call last):" stands in line `at`, whatever
/// stands before that text in each line; of a chain the exception that ended the program, or the
/// missing module or syntax error that directly caused it.
std::optional<PythonError> read_traceback(const Section& section, std::size_t at);

bool is_syntax_error(std::string_view type);
bool is_import_error(std::string_view type);

/// Sets rule, subject, message, fixable_by, suggestions, frames and locations by the exception,
/// and category: syntax_error, import_error and dependency_error where it is one, else as it was.
void describe(model::Failure& failure, const PythonError& error);

}  // namespace mendel::diagnose
