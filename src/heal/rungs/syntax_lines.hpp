#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heal/rungs/syntax_brackets.hpp"
#include "heal/rungs/syntax_candidates.hpp"

namespace mendel::heal {

// What a change costs by its kind, before closeness counts.
inline constexpr double k_repeated = -0.5;
inline constexpr double k_likely = 0;
inline constexpr double k_usual = 2;
inline constexpr double k_removal = 3;
inline constexpr double k_quote = 4;
inline constexpr double k_middle = 5;

/// A broken source by its lines, and the fixes collected at one of them.
class SyntaxLines {
  public:
    explicit SyntaxLines(const code::Tree& tree);

  protected:
    /// The current line without comment and trailing blanks.
    std::string_view code() const;
    void add(code::Edit edit, double cost, std::string summary);
    void insert(std::uint32_t offset, const std::string& token, double cost);
    /// Puts a token behind the line's code, in place of blanks that stand there.
    void append(const std::string& token, double cost);
    bool is_block_opener() const;
    int indent(const SourceLine& line) const;
    static bool is_blank(const SourceLine& line) { return line.code_end == line.begin; }
    bool next_is_deeper() const;
    /// Makes a line, counted from 0, the current one.
    void go_to(std::size_t index);

    std::string_view m_text;
    bool m_python;
    bool m_semicolons;
    std::vector<SourceLine> m_lines;
    UnmatchedBrackets m_brackets;
    int m_line = 0;
    SourceLine m_here;
    std::vector<SyntaxFix> m_fixes;
};

bool is_word(char letter);
bool is_quote(char letter);

/// Brackets and triple quotes at the places that the layout suggests, wherever they are.
std::vector<SyntaxFix> layout_fixes(const code::Tree& tree);

}  // namespace mendel::heal
