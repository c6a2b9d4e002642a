#include "base/shell.hpp"

#include <algorithm>

#include "base/shell_lexer.hpp"
#include "base/text.hpp"

namespace mendel::base {
namespace {

std::string as_written(const ShellPiece& piece) {
    switch (piece.kind) {
        case ShellPieceKind::variable:
            return piece.otherwise.empty() ? "$" + piece.text
                                           : "${" + piece.text + ":-" + piece.otherwise + "}";
        case ShellPieceKind::substitution:
            return "$(" + piece.text + ")";
        default:
            return piece.text;
    }
}

/// NAME=value at the front of a word; the name must be a literal identifier.
bool split_assignment(const ShellWord& word, ShellAssignment& assignment) {
    if (word.pieces.empty() || word.pieces.front().kind != ShellPieceKind::literal)
        return false;
    const auto& first = word.pieces.front().text;
    const auto equals = first.find('=');
    if (equals == std::string::npos)
        return false;
    const auto name_end = equals > 0 && first[equals - 1] == '+' ? equals - 1 : equals;
    if (!is_identifier(std::string_view(first).substr(0, name_end)))
        return false;
    assignment.name = first.substr(0, name_end);
    assignment.value = word;
    assignment.value.pieces.front().text.erase(0, equals + 1);
    return true;
}

/// Makes commands of tokens; compound commands are flattened.
class Reader {
  public:
    std::vector<ShellCommand> read(const std::vector<ShellToken>& tokens) {
        for (m_index = 0; m_index < tokens.size(); ++m_index) {
            const auto& token = tokens[m_index];
            if (token.is_operator)
                take_operator(token.text, tokens);
            else
                take_word(token.word);
        }
        finish(ShellJoin::end);
        return std::move(m_commands);
    }

  private:
    bool at_start() const { return m_current.words.empty() && m_current.assignments.empty(); }

    void take_operator(const std::string& text, const std::vector<ShellToken>& tokens) {
        if (in_test()) {
            m_current.words.push_back(ShellWord{{{ShellPieceKind::literal, text}}, true});
        } else if (text == "(") {
            open(tokens);
        } else if (text == ")") {
            close();
        } else if (text == "|" || text == "|&") {
            finish(ShellJoin::pipe);
        } else if (text == "&&" || text == "||") {
            finish(text == "&&" ? ShellJoin::and_then : ShellJoin::or_else);
        } else {
            finish(text == "&" ? ShellJoin::background : ShellJoin::sequence);
        }
    }

    /// Inside `[[ ... ]]`, where `&&` and parentheses join conditions.
    bool in_test() const {
        return !m_current.words.empty() && m_current.words.front().text() == "[[" &&
               m_current.words.back().text() != "]]";
    }

    void open(const std::vector<ShellToken>& tokens) {
        const bool empty_pair = m_index + 1 < tokens.size() && tokens[m_index + 1].is_operator &&
                                tokens[m_index + 1].text == ")";
        if (empty_pair) {  // the parentheses of a function definition
            ++m_index;
            m_current = {};
        } else if (at_start()) {
            ++m_pending_opened;
            ++m_depth;
        }
    }

    void close() {
        if (m_depth == 0) {  // the pattern of a case branch
            m_current = {};
            m_skip_words = false;
            return;
        }
        finish(ShellJoin::sequence);
        --m_depth;
        if (m_pending_opened > 0)  // an empty subshell
            --m_pending_opened;
        else if (!m_commands.empty())
            ++m_commands.back().closed;
    }

    void take_word(const ShellWord& word) {
        if (m_skip_words || (at_start() && !word.quoted && keyword(word.text())))
            return;
        ShellAssignment assignment;
        if (m_current.words.empty() && split_assignment(word, assignment))
            m_current.assignments.push_back(std::move(assignment));
        else
            m_current.words.push_back(word);
    }

    /// Whether the word is one of the grammar's own, none of a command.
    bool keyword(const std::string& text) {
        if (text == "!") {
            m_current.negated = true;
            return true;
        }
        if (text == "for" || text == "case" || text == "select" || text == "function") {
            m_skip_words = true;
            return true;
        }
        static const std::vector<std::string> k_words = {
            "if", "then", "elif", "else", "fi", "do", "done", "while", "until", "esac", "{", "}"};
        return std::find(k_words.begin(), k_words.end(), text) != k_words.end();
    }

    void finish(ShellJoin join) {
        m_skip_words = false;
        if (at_start()) {
            m_current.negated = false;
            if (!m_commands.empty() && m_pending_opened == 0 && join != ShellJoin::sequence)
                m_commands.back().join = join;
            return;
        }
        m_current.join = join;
        m_current.opened = m_pending_opened;
        m_pending_opened = 0;
        m_commands.push_back(std::move(m_current));
        m_current = {};
    }

    std::vector<ShellCommand> m_commands;
    ShellCommand m_current;
    std::size_t m_index = 0;
    int m_pending_opened = 0;
    int m_depth = 0;
    bool m_skip_words = false;  ///< the head of `for x in a b`, `case $x in`, `function name`
};

}  // namespace

std::string ShellWord::text() const {
    std::string all;
    for (const auto& piece : pieces)
        all += as_written(piece);
    return all;
}

std::vector<ShellCommand> shell_commands(std::string_view text) {
    return Reader().read(shell_tokens(text));
}

std::vector<std::string> shell_words(std::string_view text) {
    std::vector<std::string> words;
    for (const auto& token : shell_tokens(text)) {
        if (!token.is_operator)
            words.push_back(token.word.text());
    }
    return words;
}

}  // namespace mendel::base
