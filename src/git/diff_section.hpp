#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace mendel::git {

/// A line of a hunk; `text` has its LF but where the file ends without one.
struct HunkLine {
    char kind = ' ';  ///< ' ' kept, '-' removed, '+' added
    std::string_view text;
};

struct Hunk {
    std::size_t old_start = 0;  ///< 1-based; of an empty range the line before it
    std::size_t old_count = 0;
    std::size_t new_start = 0;
    std::size_t new_count = 0;
    std::size_t diff_line = 0;  ///< 1-based line of the diff at which it begins
    std::vector<HunkLine> lines;
};

/// What a diff says of one file.
struct DiffSection {
    std::string path;
    bool created = false;
    bool deleted = false;
    unsigned old_mode = 0;  ///< 0: not told
    unsigned new_mode = 0;  ///< 0: not told
    std::string new_hash;   ///< of the index line, 40 digits, else empty
    std::vector<Hunk> hunks;
    std::string_view binary;  ///< from "GIT binary patch" on; empty for text
};

/// Splits a unified diff, git's or plain, into its files. Text before the first file is skipped.
/// Renames, copies, combined diffs and binary files without content are errors of kind user.
base::Result<std::vector<DiffSection>> read_sections(std::string_view diff);

/// The bytes that a binary patch makes of `before`.
base::Result<std::string> apply_binary(const DiffSection& section, const std::string& before);

}  // namespace mendel::git
