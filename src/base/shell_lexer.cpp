#include "base/shell_lexer.hpp"

#include <cctype>

#include "base/text.hpp"

namespace mendel::base {
namespace {

/// Reads tokens from left to right.
class Lexer {
  public:
    explicit Lexer(std::string_view text) : m_text(text) {}

    std::vector<ShellToken> tokens() {
        while (m_at < m_text.size())
            step();
        return std::move(m_tokens);
    }

  private:
    char peek(std::size_t ahead = 0) const {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }
    bool starts(std::string_view part) const { return m_text.substr(m_at, part.size()) == part; }

    void step() {
        if (starts("\\\n"))
            m_at += 2;
        else if (starts("\\\r\n"))
            m_at += 3;
        else if (peek() == '\n')
            line_end();
        else if (std::isspace(static_cast<unsigned char>(peek())))
            ++m_at;
        else if (peek() == '#')
            skip_line();
        else if (!redirection() && !operator_token())
            word_token();
    }

    void skip_line() {
        while (m_at < m_text.size() && peek() != '\n')
            ++m_at;
    }

    void line_end() {
        ++m_at;
        push_operator("\n");
        for (const auto& document : m_documents)
            skip_document(document);
        m_documents.clear();
    }

    void skip_document(const std::string& delimiter) {
        while (m_at < m_text.size()) {
            const auto end = m_text.find('\n', m_at);
            const auto line = m_text.substr(m_at, end == std::string_view::npos ? end : end - m_at);
            m_at = end == std::string_view::npos ? m_text.size() : end + 1;
            if (trim(line) == delimiter)
                return;
        }
    }

    void push_operator(std::string_view text) {
        m_tokens.push_back(ShellToken{true, std::string(text), {}});
    }

    bool operator_token() {
        for (const std::string_view known :
             {";;&", "&&", "||", ";;", ";&", "|&", "&", "|", ";", "(", ")"}) {
            if (!starts(known))
                continue;
            push_operator(known);
            m_at += known.size();
            return true;
        }
        return false;
    }

    /// [n]>file, [n]>&m, <<EOF, <<<word, &>file; the target is read and dropped.
    bool redirection() {
        std::size_t ahead = 0;
        while (std::isdigit(static_cast<unsigned char>(peek(ahead))))
            ++ahead;
        if (ahead == 0 && starts("&>"))
            ahead = 1;
        if (peek(ahead) != '<' && peek(ahead) != '>')
            return false;
        m_at += ahead;
        if (starts("<(") || starts(">("))
            return process_substitution();
        const bool document = starts("<<") && !starts("<<<");
        while (m_at < m_text.size() &&
               std::string_view("<>&|-").find(peek()) != std::string_view::npos)
            ++m_at;
        while (peek() == ' ' || peek() == '\t')
            ++m_at;
        const auto target = read_word();
        if (document)
            m_documents.push_back(target.text());
        return true;
    }

    bool process_substitution() {
        m_at += 2;
        ShellWord word;
        word.pieces.push_back({ShellPieceKind::substitution, read_balanced('(', ')'), true});
        m_tokens.push_back(ShellToken{false, {}, std::move(word)});
        return true;
    }

    void word_token() {
        const auto before = m_at;
        auto word = read_word();
        if (m_at == before)
            ++m_at;
        else
            m_tokens.push_back(ShellToken{false, {}, std::move(word)});
    }

    ShellWord read_word() {
        ShellWord word;
        while (m_at < m_text.size() && !ends_word())
            read_piece(word);
        return word;
    }

    bool ends_word() const {
        const char byte = peek();
        return std::isspace(static_cast<unsigned char>(byte)) ||
               std::string_view(";&|()<>").find(byte) != std::string_view::npos;
    }

    void read_piece(ShellWord& word) {
        if (peek() == '\'') {
            read_single(word);
        } else if (peek() == '"') {
            read_double(word);
        } else if (peek() == '\\') {
            if (peek(1) != '\n' && m_at + 1 < m_text.size())
                literal(word, peek(1));
            m_at += 2;
            word.quoted = true;
        } else if (starts("$'")) {
            ++m_at;
            read_single(word);
        } else if (peek() == '$' || peek() == '`') {
            read_expansion(word, false);
        } else {
            literal(word, peek());
            ++m_at;
        }
        m_at = std::min(m_at, m_text.size());
    }

    static void literal(ShellWord& word, char byte) {
        if (word.pieces.empty() || word.pieces.back().kind != ShellPieceKind::literal)
            word.pieces.push_back({});
        word.pieces.back().text += byte;
    }

    static void ensure_literal(ShellWord& word) {
        word.quoted = true;
        if (word.pieces.empty())
            word.pieces.push_back({});
    }

    void read_single(ShellWord& word) {
        ensure_literal(word);
        ++m_at;
        while (m_at < m_text.size() && peek() != '\'')
            literal(word, m_text[m_at++]);
        ++m_at;
    }

    void read_double(ShellWord& word) {
        ensure_literal(word);
        ++m_at;
        while (m_at < m_text.size() && peek() != '"') {
            if (starts("\\\n")) {
                m_at += 2;
            } else if (peek() == '\\' &&
                       std::string_view("$`\"\\").find(peek(1)) != std::string_view::npos) {
                literal(word, peek(1));
                m_at += 2;
            } else if (peek() == '$' || peek() == '`') {
                read_expansion(word, true);
            } else {
                literal(word, peek());
                ++m_at;
            }
        }
        ++m_at;
    }

    void read_expansion(ShellWord& word, bool quoted) {
        if (peek() == '`') {
            ++m_at;
            word.pieces.push_back({ShellPieceKind::substitution, read_backquoted(), quoted});
        } else if (starts("$((")) {
            m_at += 2;
            word.pieces.push_back(
                {ShellPieceKind::expression, "$(" + read_balanced('(', ')') + ")", quoted});
        } else if (starts("$(")) {
            m_at += 2;
            word.pieces.push_back({ShellPieceKind::substitution, read_balanced('(', ')'), quoted});
        } else if (starts("${")) {
            m_at += 2;
            braced(word, read_balanced('{', '}'), quoted);
        } else {
            plain_variable(word, quoted);
        }
    }

    void plain_variable(ShellWord& word, bool quoted) {
        ++m_at;
        const auto begin = m_at;
        if (!is_word_byte(peek()) || std::isdigit(static_cast<unsigned char>(peek()))) {
            if (peek() == '\0' ||
                std::string_view("@*#?-$!0123456789").find(peek()) == std::string_view::npos) {
                literal(word, '$');
                return;
            }
            ++m_at;
        } else {
            while (is_word_byte(peek()))
                ++m_at;
        }
        word.pieces.push_back(
            {ShellPieceKind::variable, std::string(m_text.substr(begin, m_at - begin)), quoted});
    }

    static void braced(ShellWord& word, const std::string& inside, bool quoted) {
        std::size_t end = 0;
        while (end < inside.size() && is_word_byte(inside[end]))
            ++end;
        const auto rest = std::string_view(inside).substr(end);
        if (end > 0 && rest.empty()) {
            word.pieces.push_back({ShellPieceKind::variable, inside, quoted});
        } else if (end > 0 && (rest.substr(0, 2) == ":-" || rest.substr(0, 2) == ":=")) {
            word.pieces.push_back({ShellPieceKind::variable, inside.substr(0, end), quoted,
                                   std::string(rest.substr(2))});
        } else {
            word.pieces.push_back({ShellPieceKind::expression, "${" + inside + "}", quoted});
        }
    }

    std::string read_backquoted() {
        std::string inside;
        while (m_at < m_text.size() && peek() != '`') {
            if (peek() == '\\' && std::string_view("$`\\").find(peek(1)) != std::string_view::npos)
                ++m_at;
            inside += peek();
            ++m_at;
        }
        ++m_at;
        return inside;
    }

    /// The text up to the closing bracket, quotes respected; the bracket is consumed.
    std::string read_balanced(char open, char close) {
        std::string inside;
        int depth = 1;
        char quote = '\0';
        for (; m_at < m_text.size(); ++m_at) {
            const char byte = peek();
            if (byte == '\\' && quote != '\'') {
                inside += byte;
                if (++m_at < m_text.size())
                    inside += peek();
                continue;
            }
            if (quote != '\0')
                quote = byte == quote ? '\0' : quote;
            else if (byte == '\'' || byte == '"')
                quote = byte;
            else if (byte == open)
                ++depth;
            else if (byte == close && --depth == 0)
                break;
            inside += byte;
        }
        ++m_at;
        return inside;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::vector<ShellToken> m_tokens;
    std::vector<std::string> m_documents;  ///< here-documents whose bodies follow this line
};

}  // namespace

std::vector<ShellToken> shell_tokens(std::string_view text) {
    return Lexer(text).tokens();
}

}  // namespace mendel::base
