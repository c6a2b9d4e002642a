#include "evaluate/gates/spelling.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace mendel::evaluate {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_trailing_comma(const Tokens& tokens, std::size_t at) {
    return is_symbol(tokens, at, ",") &&
           (is_symbol(tokens, at + 1, ")") || is_symbol(tokens, at + 1, "]") ||
            is_symbol(tokens, at + 1, "}"));
}

/// The `}` that ends the expression which begins at `at`; the end of the text where none does.
std::size_t expression_end(std::string_view written, std::size_t at) {
    for (int depth = 0; at < written.size(); ++at) {
        if (written[at] == '}' && depth-- == 0)
            return at;
        if (written[at] == '{')
            ++depth;
    }
    return at;
}

std::string canonical_expression(std::string_view written) {
    std::string text;
    const auto tokens = lex(Dialect::javascript, written);
    for (std::size_t i = 0; i < tokens.size(); ++i)
        if (!is_trailing_comma(tokens, i))
            text += tokens[i].text + " ";
    return text;
}

}  // namespace

std::string canonical_number(std::string_view written, Dialect dialect) {
    auto text = base::replace_all(base::to_lower(written), "_", "");
    if (text.compare(0, 2, "0x") == 0)
        return text;
    text = base::replace_all(text, "e+", "e");
    if (text.front() == '.')
        text.insert(0, "0");
    const auto dot = text.find('.');
    if (dot == std::string::npos)
        return text;
    auto end = dot + 1;
    while (end < text.size() && is_digit(text[end]))
        ++end;
    auto kept = end;
    while (kept > dot + 1 && text[kept - 1] == '0')
        --kept;
    const bool whole = kept == dot + 1;
    text.replace(
        dot, end - dot,
        whole ? (dialect == Dialect::javascript ? "" : ".0") : text.substr(dot, kept - dot));
    return text;
}

std::string canonical_escapes(std::string_view inner, bool raw) {
    static constexpr std::string_view k_known = "\n\\'\"abfnrtv01234567xNuU";
    std::string text;
    for (std::size_t i = 0; i < inner.size(); ++i) {
        text += inner[i];
        if (inner[i] != '\\')
            continue;
        const char next = i + 1 < inner.size() ? inner[i + 1] : ' ';
        if (raw || k_known.find(next) == std::string_view::npos)
            text += '\\';
        else if (i + 1 < inner.size())
            text += inner[++i];
    }
    return text;
}

std::string canonical_template(std::string_view written) {
    std::string text;
    std::size_t at = 0;
    for (auto open = written.find("${"); open != std::string_view::npos;
         open = written.find("${", at)) {
        text += written.substr(at, open + 2 - at);
        const auto close = expression_end(written, open + 2);
        text += canonical_expression(written.substr(open + 2, close - open - 2));
        at = std::min(close + 1, written.size());
        if (close < written.size())
            text += '}';
    }
    return text + std::string(written.substr(at));
}

}  // namespace mendel::evaluate
