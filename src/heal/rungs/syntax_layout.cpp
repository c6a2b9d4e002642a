#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "heal/rungs/syntax_lines.hpp"

namespace mendel::heal {

namespace {

class Layout : private SyntaxLines {
  public:
    using SyntaxLines::SyntaxLines;

    std::vector<SyntaxFix> run() {
        close_brackets();
        open_braces();
        open_blocks();
        complete_triple_quotes();
        for (auto& fix : m_fixes)
            fix.is_structural = true;
        return std::move(m_fixes);
    }

  private:
    std::size_t line_at(std::uint32_t offset) const {
        const auto after = std::upper_bound(
            m_lines.begin(), m_lines.end(), offset,
            [](std::uint32_t value, const SourceLine& line) { return value < line.begin; });
        return static_cast<std::size_t>(after - m_lines.begin()) - 1;
    }

    /// Where indentation says that an open bracket's block ends: at the end of its own line, or
    /// before the first line that is not deeper.
    void close_brackets() {
        for (const auto& open : m_brackets.unclosed) {
            const auto at = line_at(open.offset);
            const auto& opener = m_lines[at];
            const std::string closer(1, closer_of(open.bracket));
            m_line = static_cast<int>(at) + 1;
            m_here = opener;
            remove_doubled(open);
            const bool ends_line = opener.code_end == open.offset + 1;
            if (!ends_line) {
                if (const auto arrow = code().find(" =>", open.offset - opener.begin);
                    open.bracket == '(' && arrow != std::string_view::npos)
                    insert(opener.begin + static_cast<std::uint32_t>(arrow), closer, k_repeated);
                insert(opener.code_end, closer, k_likely + 0.5);
                if (is_block_opener() && code().back() == ':')
                    insert(opener.code_end - 1, closer, k_likely);
                if (code().back() == ';' || code().back() == ',')
                    insert(opener.code_end - 1, closer, k_likely);
                if (code().back() == '{' && open.bracket == '(')
                    insert(before_brace(opener.code_end), closer, k_likely);
            } else {
                close_block(at, closer);
            }
        }
    }

    /// A line that ends like the head of a block, whose body and closing brace follow it, lacks
    /// its brace where another closing brace is left over.
    void open_braces() {
        const bool has_surplus =
            std::any_of(m_brackets.surplus.begin(), m_brackets.surplus.end(),
                        [](const OpenBracket& closer) { return closer.bracket == '}'; });
        for (std::size_t at = 0; has_surplus && !m_python && at < m_lines.size(); ++at) {
            go_to(at);
            if (code().empty() || base::contains(";,{}(", code().substr(code().size() - 1)) ||
                !next_is_deeper() || !closes_again(at))
                continue;
            append(" {", k_likely);
        }
    }

    /// A closer that begins its line belongs to the line as deep above its block.
    void open_blocks() {
        for (const auto& closer : m_brackets.surplus) {
            auto at = line_at(closer.offset);
            const auto depth = static_cast<std::size_t>(indent(m_lines[at]));
            if (m_lines[at].begin + depth != closer.offset || at < 2)
                continue;
            for (--at; at > 0 && (is_blank(m_lines[at]) ||
                                  static_cast<std::size_t>(indent(m_lines[at])) > depth);)
                --at;
            go_to(at);
            const bool has_block = line_at(closer.offset) > at + 1;
            const bool is_head =
                !code().empty() && !base::contains(";,{}(", code().substr(code().size() - 1));
            if (static_cast<std::size_t>(indent(m_here)) == depth && has_block && is_head)
                append(
                    (closer.bracket == '}' ? " " : "") + std::string(1, opener_of(closer.bracket)),
                    k_repeated);
        }
    }

    /// Two quotation marks that begin or end a line lack their third.
    void complete_triple_quotes() {
        for (std::size_t at = 0; m_python && at < m_lines.size(); ++at) {
            go_to(at);
            const auto whole = m_text.substr(m_here.begin, m_here.end - m_here.begin);
            const auto line = base::trim(whole);
            const auto start = m_here.begin + static_cast<std::uint32_t>(indent(m_here));
            for (const std::string two : {"\"\"", "''"}) {
                const auto three = two + two[0];
                const bool begins = line.substr(0, 2) == two && line.substr(0, 3) != three;
                const bool ends = line.size() > 2 && line.substr(line.size() - 2) == two &&
                                  line.substr(line.size() - 3) != three;
                if (begins || ends)
                    insert(begins ? start
                                  : m_here.begin +
                                        static_cast<std::uint32_t>(base::trim_right(whole).size()),
                           two.substr(1), k_likely);
            }
        }
    }

    /// Whether the first line that is no deeper begins with a closing brace just as deep.
    bool closes_again(std::size_t at) const {
        for (auto next = at + 1; next < m_lines.size(); ++next)
            if (!is_blank(m_lines[next]) && indent(m_lines[next]) <= indent(m_lines[at]))
                return indent(m_lines[next]) == indent(m_lines[at]) &&
                       m_text[m_lines[next].begin +
                              static_cast<std::uint32_t>(indent(m_lines[next]))] == '}';
        return false;
    }

    void remove_doubled(const OpenBracket& open) {
        const bool doubled = (open.offset > 0 && m_text[open.offset - 1] == open.bracket) ||
                             m_text.substr(open.offset + 1, 1) == std::string(1, open.bracket);
        if (doubled)
            add({.begin = open.offset, .end = open.offset + 1, .text = {}}, k_repeated,
                fmt::format("remove '{}' from line {}", open.bracket, m_line));
    }

    std::uint32_t before_brace(std::uint32_t end) const {
        return static_cast<std::uint32_t>(m_text.find_last_not_of(" {", end - 1) + 1);
    }

    void close_block(std::size_t at, const std::string& closer) {
        auto last = at;
        auto next = at + 1;
        for (; next < m_lines.size(); ++next) {
            if (is_blank(m_lines[next]))
                continue;
            if (indent(m_lines[next]) <= indent(m_lines[at]))
                break;
            last = next;
        }
        const auto& opener = m_lines[at];
        const auto lead = m_text.substr(opener.begin, static_cast<std::size_t>(indent(opener)));
        const auto ending =
            opener.end < m_text.size() && m_text[opener.end] == '\r' ? "\r\n" : "\n";
        m_line = static_cast<int>(last) + 1;
        const auto offset = m_lines[last].end;
        for (const std::string tail : {"", ";"}) {
            if (!tail.empty() && !m_semicolons)
                continue;
            add({.begin = offset,
                 .end = offset,
                 .text = fmt::format("{}{}{}{}", ending, lead, closer, tail)},
                k_likely + (tail.empty() ? 0 : 0.25),
                fmt::format("insert '{}{}' after line {}", closer, tail, m_line));
        }
        if (next < m_lines.size() && indent(m_lines[next]) == indent(opener)) {
            // `else {`, `)` and the like follow the bracket on its line.
            const auto start = m_lines[next].begin + static_cast<std::uint32_t>(indent(opener));
            m_line = static_cast<int>(next) + 1;
            insert(start, closer + (is_word(m_text[start]) ? " " : ""), k_likely + 0.5);
        }
    }
};

}  // namespace

std::vector<SyntaxFix> layout_fixes(const code::Tree& tree) {
    return Layout(tree).run();
}

}  // namespace mendel::heal
