#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mendel::evaluate {

/// Families of languages that the gates read token by token.
enum class Dialect { none, python, javascript, c, go, rust, java, ruby, shell };

/// By the file's ending; none for what is not source code.
Dialect dialect_of(std::string_view path);

enum class TokenKind { word, number, text, symbol };

struct Token {
    TokenKind kind = TokenKind::symbol;
    std::string text;  ///< strings keep their content with one kind of quote
    int line = 1;      ///< 1-based
    int indent = -1;   ///< column (0-based) where it is the first of its line, else -1
};

using Tokens = std::vector<Token>;

/// Whether every bracket has its partner.
bool is_balanced(const Tokens& tokens);

/// Index of the bracket that closes the one at `open`; tokens.size() where none does.
std::size_t closing(const Tokens& tokens, std::size_t open);

bool is_symbol(const Tokens& tokens, std::size_t at, std::string_view text);
bool is_word(const Tokens& tokens, std::size_t at, std::string_view text);

}  // namespace mendel::evaluate
