#pragma once

#include <cstddef>
#include <string_view>

namespace mendel::code {

/// A place in a source text that only moves on; lines are counted on the way.
class Cursor {
  public:
    explicit Cursor(std::string_view text) : m_text(text) {}

    bool at_end() const { return m_at >= m_text.size(); }
    char peek(std::size_t ahead = 0) const {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }
    bool sees(std::string_view part) const { return m_text.substr(m_at, part.size()) == part; }
    int line() const { return m_line; }
    std::size_t place() const { return m_at; }

    void step(std::size_t count = 1) {
        for (; count > 0 && m_at < m_text.size(); --count)
            m_line += m_text[m_at++] == '\n' ? 1 : 0;
    }
    /// To just before the line's end.
    void skip_line() {
        const auto end = m_text.find('\n', m_at);
        m_at = end == std::string_view::npos ? m_text.size() : end;
    }
    /// Beyond the next occurrence of `end`, or to the end of the text.
    void skip_past(std::string_view end) {
        const auto found = m_text.find(end, m_at);
        const auto to = found == std::string_view::npos ? m_text.size() : found + end.size();
        step(to - m_at);
    }
    /// Beyond a string that begins here with a quote and ends with the same, backslash escaping;
    /// its content as it is written.
    std::string_view take_string() {
        const char quote = peek();
        step();
        const auto begin = m_at;
        while (!at_end() && peek() != quote && (peek() != '\n' || quote == '`'))
            step(peek() == '\\' ? 2 : 1);
        const auto content = m_text.substr(begin, m_at - begin);
        if (peek() == quote)
            step();
        return content;
    }
    /// A run of letters, digits, '_', '$' and bytes beyond ASCII; empty where there is none.
    std::string_view take_word() {
        const auto begin = m_at;
        while (m_at < m_text.size() && is_word(m_text[m_at]))
            ++m_at;
        return m_text.substr(begin, m_at - begin);
    }
    void skip_blanks() {
        while (!at_end() && (peek() == ' ' || peek() == '\t' || peek() == '\r'))
            ++m_at;
    }
    /// Blanks, line ends, and comments as C writes them.
    void skip_space() {
        for (;;) {
            const char next = peek();
            if (next == ' ' || next == '\t' || next == '\r' || next == '\n')
                step();
            else if (sees("//"))
                skip_line();
            else if (sees("/*"))
                skip_past("*/");
            else
                return;
            if (at_end())
                return;
        }
    }

    static bool is_word(char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == '_' || letter == '$' ||
               static_cast<unsigned char>(letter) >= 0x80;
    }

  private:
    std::string_view m_text;
    std::size_t m_at = 0;
    int m_line = 1;
};

}  // namespace mendel::code
