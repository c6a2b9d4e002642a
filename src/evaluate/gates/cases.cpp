#include "evaluate/gates/cases.hpp"

#include "base/regex.hpp"
#include "base/text.hpp"
#include "code/language.hpp"

namespace mendel::evaluate {

namespace {

/// Calls whose strings are for people: what they say is no expectation.
bool tells_people(const Tokens& tokens, std::size_t at) {
    static const base::Regex k_names(
        R"(^(print|println|printf|eprintln|log|logf|info|warn|warning|debug|Log|Logf|Error)"
        R"(|Errorf|Fatal|Fatalf|Skip|Skipf)$)");
    return tokens[at].kind == TokenKind::word && is_symbol(tokens, at + 1, "(") &&
           k_names.found_in(tokens[at].text);
}

/// A quoted name of a member: `{ "a": 1 }`, `x["a"]`.
bool is_key(const Tokens& tokens, std::size_t at) {
    const bool index = at > 1 && is_symbol(tokens, at - 1, "[") && is_symbol(tokens, at + 1, "]") &&
                       (tokens[at - 2].kind == TokenKind::word || is_symbol(tokens, at - 2, "]") ||
                        is_symbol(tokens, at - 2, ")"));
    if (index && tokens[at].kind == TokenKind::text)
        return true;
    return at > 0 && tokens[at].kind == TokenKind::text && is_symbol(tokens, at + 1, ":") &&
           (is_symbol(tokens, at - 1, "{") || is_symbol(tokens, at - 1, ","));
}

/// The path of a module that is imported, included or mocked: moving it changes no expectation.
bool is_imported(const Tokens& tokens, std::size_t at) {
    if (at == 0)
        return false;
    if (is_word(tokens, at - 1, "from") || is_word(tokens, at - 1, "import") ||
        is_word(tokens, at - 1, "include"))
        return true;
    return at > 1 && is_symbol(tokens, at - 1, "(") &&
           (is_word(tokens, at - 2, "require") || is_word(tokens, at - 2, "import") ||
            is_word(tokens, at - 2, "mock"));
}

/// How a token changes the depth in brackets.
int depth_step(const Token& token) {
    if (token.kind != TokenKind::symbol || token.text.size() != 1)
        return 0;
    if (base::contains("([{", token.text))
        return 1;
    return base::contains(")]}", token.text) ? -1 : 0;
}

bool is_literal(const Tokens& tokens, std::size_t at) {
    const auto& token = tokens[at];
    return (token.kind == TokenKind::number || token.kind == TokenKind::text) &&
           !is_imported(tokens, at) && !is_key(tokens, at);
}

}  // namespace

void read_tokens(const Tokens& tokens, std::size_t begin, std::size_t end, Case& found) {
    std::size_t told_until = begin;
    int depth = 0;
    for (std::size_t i = begin; i < end && i < tokens.size(); ++i) {
        const auto& token = tokens[i];
        if (tells_people(tokens, i))
            told_until = std::max(told_until, closing(tokens, i + 1));
        found.body += token.text + " ";
        const bool docstring = depth == 0 && token.indent >= 0 && token.kind == TokenKind::text;
        depth += depth_step(token);
        if (i >= told_until && !docstring && is_literal(tokens, i))
            found.literals.push_back(token.text);
        if (is_word(tokens, i, "import") && is_symbol(tokens, i + 1, "("))
            i = closing(tokens, i + 1);
    }
}

std::vector<Case> cases_of(const std::string& path, std::string_view text) {
    const auto dialect = dialect_of(path);
    const bool inline_tests = dialect == Dialect::rust;
    if (dialect == Dialect::none || (!inline_tests && !code::is_test_file(path)))
        return {};
    if (dialect == Dialect::shell)
        return shell_cases(path, text);
    const auto tokens = lex(dialect, text);
    if (dialect == Dialect::python)
        return python_cases(path, tokens);
    return braced_cases(path, dialect, tokens);
}

}  // namespace mendel::evaluate
