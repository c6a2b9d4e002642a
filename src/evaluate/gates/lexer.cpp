#include "evaluate/gates/lexer.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "evaluate/gates/spelling.hpp"

namespace mendel::evaluate {

namespace {

bool is_word_byte(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_' || byte == '$' || byte >= 0x80;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

constexpr std::array<std::string_view, 10> k_three = {
    "===", "!==", "...", "**=", "<<=", ">>=", "&&=", "||=", "?\?=", "<=>"};
constexpr std::array<std::string_view, 26> k_two = {
    "==", "!=", "<=", ">=", "&&", "||", "->", "=>", "::", "++", "--", "+=", "-=",
    "*=", "/=", "%=", "|=", "&=", "^=", ":=", "<-", "?.", "??", "**", "<<", ">>"};

class Lexer {
  public:
    Lexer(Dialect dialect, std::string_view text) : m_dialect(dialect), m_text(text) {}

    Tokens run() {
        while (m_at < m_text.size())
            step();
        return std::move(m_tokens);
    }

  private:
    char peek(std::size_t ahead = 0) const {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }
    bool starts(std::string_view part) const { return m_text.substr(m_at, part.size()) == part; }
    bool hash_comments() const {
        return m_dialect == Dialect::python || m_dialect == Dialect::ruby ||
               (m_dialect == Dialect::shell && (m_at == 0 || !is_word_byte(m_text[m_at - 1])) &&
                (m_at == 0 ||
                 std::string_view("$\\{").find(m_text[m_at - 1]) == std::string_view::npos));
    }
    bool slash_comments() const {
        return m_dialect != Dialect::python && m_dialect != Dialect::ruby &&
               m_dialect != Dialect::shell;
    }

    void advance(std::size_t count) {
        for (; count > 0 && m_at < m_text.size(); --count, ++m_at)
            if (m_text[m_at] == '\n') {
                ++m_line;
                m_line_start = m_at + 1;
                m_fresh = true;
            }
    }

    void add(TokenKind kind, std::string text, std::size_t length) {
        const int indent = m_fresh ? static_cast<int>(m_at - m_line_start) : -1;
        m_tokens.push_back({kind, std::move(text), m_line, indent});
        advance(length);
        m_fresh = false;
    }

    void skip_to(std::string_view end) {
        const auto found = m_text.find(end, m_at);
        advance((found == std::string_view::npos ? m_text.size() : found + end.size()) - m_at);
    }

    void skip_line() {
        const auto end = m_text.find('\n', m_at);
        advance((end == std::string_view::npos ? m_text.size() : end) - m_at);
    }

    bool comment() {
        if (peek() == '#' && hash_comments())
            return skip_line(), true;
        if (slash_comments() && starts("//"))
            return skip_line(), true;
        if (slash_comments() && starts("/*")) {
            advance(2);
            return skip_to("*/"), true;
        }
        return false;
    }

    /// Where a string that begins `prefix` bytes further with this quote has its closing one; the
    /// end of the line or text where it has none.
    std::size_t string_end(std::size_t prefix, std::string_view quote, bool escapes) const {
        const bool one_line = (quote == "\"" || quote == "'") && m_dialect != Dialect::shell &&
                              m_dialect != Dialect::rust && m_dialect != Dialect::ruby;
        std::size_t at = m_at + prefix + quote.size();
        while (at < m_text.size() && m_text.substr(at, quote.size()) != quote &&
               !(one_line && m_text[at] == '\n'))
            at += escapes && m_text[at] == '\\' ? 2 : 1;
        return std::min(at, m_text.size());
    }

    void add_string(std::size_t prefix, std::string_view quote, bool escapes) {
        const auto stop = string_end(prefix, quote, escapes);
        const auto start = m_at + prefix + quote.size();
        const auto inner = m_text.substr(start, stop - start);
        const bool closed = m_text.substr(stop, quote.size()) == quote;
        const auto length = stop - m_at + (closed ? quote.size() : 0);
        auto mark = base::replace_all(base::to_lower(m_text.substr(m_at, prefix)), "u", "");
        std::string spelled(inner);
        if (m_dialect == Dialect::python) {
            const bool raw = base::contains(mark, "r");
            spelled = canonical_escapes(inner, raw);
            mark = base::replace_all(mark, "r", "");
        }
        auto content = base::replace_all(base::replace_all(spelled, "\\\"", "\""), "\\'", "'");
        const bool joins = m_dialect == Dialect::python || m_dialect == Dialect::c;
        if (joins && !m_tokens.empty() && m_tokens.back().kind == TokenKind::text &&
            m_tokens.back().text.compare(0, mark.size() + 1, mark + "\"") == 0 &&
            (m_fresh ? m_depth > 0 || m_dialect == Dialect::c : true)) {
            m_tokens.back().text.pop_back();
            m_tokens.back().text += content + "\"";
            advance(length);
            m_fresh = false;
            return;
        }
        add(TokenKind::text, mark + "\"" + content + "\"", length);
    }

    bool python_string() {
        std::size_t prefix = 0;
        while (prefix < 3 && std::string_view("rRbBuUfF").find(peek(prefix)) != std::string::npos)
            ++prefix;
        if (peek(prefix) != '"' && peek(prefix) != '\'')
            return false;
        const auto three = m_text.substr(m_at + prefix, 3);
        const bool triple = three == "\"\"\"" || three == "'''";
        add_string(prefix, triple ? three : three.substr(0, 1), true);
        return true;
    }

    bool rust_string() {
        if (peek() == '\'') {
            const bool lifetime = is_word_byte(peek(1)) && peek(2) != '\'' && peek(1) != '\\' &&
                                  static_cast<unsigned char>(peek(1)) < 0x80;
            if (!lifetime)
                return add_string(0, "'", true), true;
            return add(TokenKind::symbol, "'", 1), true;
        }
        if (peek() != 'r' || (peek(1) != '"' && peek(1) != '#'))
            return false;
        std::size_t hashes = 0;
        while (peek(1 + hashes) == '#')
            ++hashes;
        if (peek(1 + hashes) != '"')
            return false;
        const auto end = m_text.find("\"" + std::string(hashes, '#'), m_at + hashes + 2);
        const auto stop = end == std::string_view::npos ? m_text.size() : end + hashes + 1;
        add(TokenKind::text, std::string(m_text.substr(m_at, stop - m_at)), stop - m_at);
        return true;
    }

    bool template_string() {
        std::size_t at = m_at + 1;
        int depth = 0;
        while (at < m_text.size() && (m_text[at] != '`' || depth > 0)) {
            if (m_text[at] == '\\')
                ++at;
            else if (m_text.substr(at, 2) == "${")
                ++depth;
            else if (m_text[at] == '}' && depth > 0)
                --depth;
            ++at;
        }
        const auto stop = std::min(at + 1, m_text.size());
        const auto written = m_text.substr(m_at, stop - m_at);
        add(TokenKind::text, canonical_template(written), written.size());
        return true;
    }

    bool regex_allowed() const {
        if (m_tokens.empty())
            return true;
        const auto& last = m_tokens.back();
        if (last.kind == TokenKind::symbol)
            return last.text != ")" && last.text != "]" && last.text != "}";
        return last.kind == TokenKind::word && (last.text == "return" || last.text == "typeof");
    }

    bool regex_literal() {
        if (peek() != '/' || !regex_allowed())
            return false;
        std::size_t at = m_at + 1;
        bool in_class = false;
        while (at < m_text.size() && m_text[at] != '\n' && (m_text[at] != '/' || in_class)) {
            if (m_text[at] == '\\')
                ++at;
            else if (m_text[at] == '[')
                in_class = true;
            else if (m_text[at] == ']')
                in_class = false;
            ++at;
        }
        if (at >= m_text.size() || m_text[at] != '/')
            return false;
        const auto flags = ++at;
        while (at < m_text.size() && is_word_byte(m_text[at]))
            ++at;
        auto written = std::string(m_text.substr(m_at, at - m_at));
        std::sort(written.begin() + static_cast<long>(flags - m_at), written.end());
        add(TokenKind::text, std::move(written), at - m_at);
        return true;
    }

    bool string() {
        switch (m_dialect) {
            case Dialect::python:
                if (python_string())
                    return true;
                break;
            case Dialect::rust:
                if (rust_string())
                    return true;
                break;
            case Dialect::javascript:
                if (peek() == '`')
                    return template_string();
                if (regex_literal())
                    return true;
                break;
            default:
                break;
        }
        if (peek() == '`' && m_dialect == Dialect::go)
            return add_string(0, "`", false), true;
        if (m_dialect == Dialect::java && starts("\"\"\""))
            return add_string(0, "\"\"\"", true), true;
        if (peek() == '"')
            return add_string(0, "\"", true), true;
        if (peek() == '\'' && m_dialect != Dialect::rust)
            return add_string(0, "'", m_dialect != Dialect::shell), true;
        return false;
    }

    bool begins_number() const {
        if (is_digit(peek()))
            return true;
        const bool after_value =
            m_at > 0 && (is_word_byte(m_text[m_at - 1]) ||
                         std::string_view(")]").find(m_text[m_at - 1]) != std::string_view::npos);
        return peek() == '.' && is_digit(peek(1)) && !after_value;
    }

    /// Whether the byte `length` further still belongs to the number.
    bool continues_number(std::size_t length, bool hexadecimal) const {
        const char c = peek(length);
        if (is_word_byte(c))
            return true;
        const bool exponent =
            (peek(length + 1) == 'e' || peek(length + 1) == 'E') &&
            (is_digit(peek(length + 2)) || peek(length + 2) == '+' || peek(length + 2) == '-');
        if (c == '.' && exponent)
            return true;
        if (c == '.')
            return peek(length + 1) != '.' &&
                   !(is_word_byte(peek(length + 1)) && !is_digit(peek(length + 1)));
        if (c == '\'')
            return m_dialect == Dialect::c && is_word_byte(peek(length + 1));
        const char last = peek(length - 1);
        return (c == '-' || c == '+') && (last == 'e' || last == 'E') && !hexadecimal;
    }

    bool word_or_number() {
        const bool number = begins_number();
        if (!number && !is_word_byte(peek()))
            return false;
        const bool hexadecimal = starts("0x") || starts("0X");
        std::size_t length = 1;
        while (number ? continues_number(length, hexadecimal) : is_word_byte(peek(length)))
            ++length;
        auto text = std::string(m_text.substr(m_at, length));
        if (number)
            text = canonical_number(text, m_dialect);
        add(number ? TokenKind::number : TokenKind::word, std::move(text), length);
        return true;
    }

    void symbol() {
        for (const auto part : k_three)
            if (starts(part))
                return add(TokenKind::symbol, std::string(part), 3);
        for (const auto part : k_two)
            if (starts(part))
                return add(TokenKind::symbol, std::string(part), 2);
        if (std::string_view("([{").find(peek()) != std::string_view::npos)
            ++m_depth;
        if (std::string_view(")]}").find(peek()) != std::string_view::npos && m_depth > 0)
            --m_depth;
        add(TokenKind::symbol, std::string(1, peek()), 1);
    }

    void step() {
        const char c = peek();
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f')
            return advance(1);
        if (c == '\\' && (peek(1) == '\n' || peek(1) == '\r')) {
            advance(peek(1) == '\r' ? 3 : 2);
            m_fresh = false;
            return;
        }
        if (comment() || string() || word_or_number())
            return;
        symbol();
    }

    Dialect m_dialect;
    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_line_start = 0;
    int m_line = 1;
    int m_depth = 0;
    bool m_fresh = true;
    Tokens m_tokens;
};

}  // namespace

Tokens lex(Dialect dialect, std::string_view text) {
    return Lexer(dialect, text).run();
}

}  // namespace mendel::evaluate
