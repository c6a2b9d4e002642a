#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "code/tree.hpp"

namespace mendel::heal {

/// One small change that may make a broken source parse.
struct SyntaxFix {
    std::vector<code::Edit> edits;
    int line = 0;         ///< 1-based line that it changes
    double cost = 0;      ///< what kind of change it is; closeness is added by the rung
    std::string summary;  ///< "insert ':' at the end of line 3"
    /// The layout itself says so: tools notice an unclosed bracket far behind it.
    bool is_structural = false;
    /// One of two equal marks side by side is removed.
    bool is_repetition = false;
};

/// Lines of a text as byte ranges without their line ends.
struct SourceLine {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;       ///< before CR and LF
    std::uint32_t code_end = 0;  ///< before a trailing comment and the blanks in front of it
};
std::vector<SourceLine> lines_of_source(std::string_view text, code::Language language);

/// Insertions, removals and replacements of one bracket, colon, comma, semicolon or quote on the
/// lines given (1-based), and closing brackets at the places that indentation suggests.
std::vector<SyntaxFix> token_fixes(const code::Tree& tree, const std::vector<int>& lines);

/// Changes of Python's indentation at a line that the tool names with its words.
std::vector<SyntaxFix> indentation_fixes(std::string_view text, int line, std::string_view message);

/// Lines that begin a conflict left by a merge.
std::vector<int> conflict_markers(std::string_view text);

}  // namespace mendel::heal
