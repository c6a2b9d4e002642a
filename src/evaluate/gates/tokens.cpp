#include "evaluate/gates/tokens.hpp"

#include <map>

namespace mendel::evaluate {

Dialect dialect_of(std::string_view path) {
    static const std::map<std::string_view, Dialect> k_by_ending = {{"py", Dialect::python},
                                                                    {"pyi", Dialect::python},
                                                                    {"js", Dialect::javascript},
                                                                    {"jsx", Dialect::javascript},
                                                                    {"mjs", Dialect::javascript},
                                                                    {"cjs", Dialect::javascript},
                                                                    {"ts", Dialect::javascript},
                                                                    {"tsx", Dialect::javascript},
                                                                    {"mts", Dialect::javascript},
                                                                    {"cts", Dialect::javascript},
                                                                    {"c", Dialect::c},
                                                                    {"h", Dialect::c},
                                                                    {"cc", Dialect::c},
                                                                    {"cpp", Dialect::c},
                                                                    {"cxx", Dialect::c},
                                                                    {"hpp", Dialect::c},
                                                                    {"hh", Dialect::c},
                                                                    {"hxx", Dialect::c},
                                                                    {"inl", Dialect::c},
                                                                    {"go", Dialect::go},
                                                                    {"rs", Dialect::rust},
                                                                    {"java", Dialect::java},
                                                                    {"kt", Dialect::java},
                                                                    {"cs", Dialect::java},
                                                                    {"scala", Dialect::java},
                                                                    {"swift", Dialect::java},
                                                                    {"rb", Dialect::ruby},
                                                                    {"sh", Dialect::shell},
                                                                    {"bash", Dialect::shell},
                                                                    {"bats", Dialect::shell}};
    const auto dot = path.rfind('.');
    if (dot == std::string_view::npos)
        return Dialect::none;
    const auto found = k_by_ending.find(path.substr(dot + 1));
    return found == k_by_ending.end() ? Dialect::none : found->second;
}

bool is_balanced(const Tokens& tokens) {
    std::string open;
    for (const auto& token : tokens) {
        if (token.kind != TokenKind::symbol || token.text.size() != 1)
            continue;
        const char c = token.text.front();
        if (c == '(' || c == '[' || c == '{')
            open += c == '(' ? ')' : c == '[' ? ']' : '}';
        else if (c == ')' || c == ']' || c == '}') {
            if (open.empty() || open.back() != c)
                return false;
            open.pop_back();
        }
    }
    return open.empty();
}

std::size_t closing(const Tokens& tokens, std::size_t open) {
    int depth = 0;
    for (std::size_t i = open; i < tokens.size(); ++i) {
        if (tokens[i].kind != TokenKind::symbol)
            continue;
        const auto& text = tokens[i].text;
        if (text == "(" || text == "[" || text == "{")
            ++depth;
        else if ((text == ")" || text == "]" || text == "}") && --depth == 0)
            return i;
    }
    return tokens.size();
}

bool is_symbol(const Tokens& tokens, std::size_t at, std::string_view text) {
    return at < tokens.size() && tokens[at].kind == TokenKind::symbol && tokens[at].text == text;
}

bool is_word(const Tokens& tokens, std::size_t at, std::string_view text) {
    return at < tokens.size() && tokens[at].kind == TokenKind::word && tokens[at].text == text;
}

}  // namespace mendel::evaluate
