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
    while (at < written.size()) {
        const auto open = written.find("${", at);
        if (open == std::string_view::npos)
            break;
        text += written.substr(at, open + 2 - at);
        int depth = 1;
        auto close = open + 2;
        while (close < written.size() && depth > 0) {
            depth += written[close] == '{' ? 1 : written[close] == '}' ? -1 : 0;
            ++close;
        }
        const auto inner = written.substr(open + 2, close - open - 2 - (depth == 0 ? 1 : 0));
        const auto tokens = lex(Dialect::javascript, inner);
        for (std::size_t i = 0; i < tokens.size(); ++i)
            if (!is_trailing_comma(tokens, i))
                text += tokens[i].text + " ";
        if (depth == 0)
            text += '}';
        at = close;
    }
    text += written.substr(std::min(at, written.size()));
    return text;
}

}  // namespace mendel::evaluate
