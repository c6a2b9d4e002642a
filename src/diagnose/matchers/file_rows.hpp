#pragma once

#include <string_view>

#include "base/regex.hpp"
#include "diagnose/matcher.hpp"

namespace mendel::diagnose {

/// How a linter groups its remarks: the path of a file alone on a line, rows below it.
struct FileRows {
    std::string_view tool;
    base::Regex file;  ///< group 1 is the path
    base::Regex row;   ///< groups "line", "column", "level", "message", "rule"
    std::string_view rung = {};
};

/// Reports the rows as lint errors of their file; a level that is not an error makes a warning. A
/// file's rows end at the first empty line.
void read_file_rows(const Section& section, const FileRows& rows, Sink& sink);

}  // namespace mendel::diagnose
