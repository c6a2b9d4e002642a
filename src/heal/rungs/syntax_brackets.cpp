#include "heal/rungs/syntax_brackets.hpp"

#include <algorithm>
#include <string>

namespace mendel::heal {

namespace {

class BracketScan {
  public:
    BracketScan(std::string_view text, bool python) : m_text(text), m_python(python) {}

    UnmatchedBrackets run() {
        for (m_at = 0; m_at < m_text.size(); ++m_at)
            step();
        m_left.insert(m_left.end(), m_open.begin(), m_open.end());
        return {.unclosed = std::move(m_left), .surplus = std::move(m_surplus)};
    }

  private:
    void step() {
        const char letter = m_text[m_at];
        if (letter == '"' || letter == '\'' || (letter == '`' && !m_python))
            return skip_string(letter);
        const bool comment = m_python ? letter == '#' : m_text.substr(m_at, 2) == "//";
        if (comment)
            return skip_to("\n");
        if (!m_python && m_text.substr(m_at, 2) == "/*")
            return skip_to("*/");
        if (k_openers.find(letter) != std::string_view::npos)
            m_open.push_back({letter, static_cast<std::uint32_t>(m_at), indent_of_line()});
        else if (k_closers.find(letter) != std::string_view::npos)
            close(letter);
    }

    void close(char letter) {
        const bool begins_line = is_first_of_line();
        for (std::size_t i = m_open.size(); begins_line && i > 0; --i) {
            const auto& open = m_open[i - 1];
            // A closer that begins its line belongs to the opener of the same indentation.
            if (closer_of(open.bracket) == letter && open.indent == indent_of_line())
                return take(i - 1);
        }
        // One that is deeper than what it would close may have lost its own opener.
        const OpenBracket closer{letter, static_cast<std::uint32_t>(m_at), indent_of_line()};
        if (begins_line && !m_open.empty() && m_open.back().indent < closer.indent)
            m_surplus.push_back(closer);
        for (std::size_t i = m_open.size(); i > 0; --i)
            if (closer_of(m_open[i - 1].bracket) == letter)
                return take(i - 1);
        m_surplus.push_back(closer);
    }

    /// Closes one bracket; what stands open inside it stays so for good.
    void take(std::size_t index) {
        const auto at = m_open.begin() + static_cast<std::ptrdiff_t>(index);
        m_left.insert(m_left.end(), at + 1, m_open.end());
        m_open.erase(at, m_open.end());
    }

    std::size_t line_begin() const { return m_at == 0 ? 0 : m_text.rfind('\n', m_at - 1) + 1; }
    std::size_t indent_of_line() const {
        const auto begin = line_begin();
        return std::min(m_text.find_first_not_of(" \t", begin), m_text.size()) - begin;
    }
    bool is_first_of_line() const { return line_begin() + indent_of_line() == m_at; }

    void skip_to(std::string_view end) {
        const auto found = m_text.find(end, m_at);
        m_at = found == std::string_view::npos ? m_text.size() : found + end.size() - 1;
    }

    void skip_string(char quote) {
        const std::string triple(3, quote);
        if (m_python && m_text.substr(m_at, 3) == triple) {
            m_at += 3;
            return skip_to(triple);
        }
        for (++m_at; m_at < m_text.size() && m_text[m_at] != quote; ++m_at) {
            if (m_text[m_at] == '\n' && quote != '`')
                return;
            m_at += m_text[m_at] == '\\' ? 1 : 0;
        }
    }

    std::string_view m_text;
    bool m_python;
    std::size_t m_at = 0;
    std::vector<OpenBracket> m_open;
    std::vector<OpenBracket> m_left;
    std::vector<OpenBracket> m_surplus;
};

}  // namespace

char closer_of(char opener) {
    return k_closers[k_openers.find(opener)];
}

char opener_of(char closer) {
    return k_openers[k_closers.find(closer)];
}

UnmatchedBrackets unmatched_brackets(std::string_view text, bool python) {
    return BracketScan(text, python).run();
}

}  // namespace mendel::heal
