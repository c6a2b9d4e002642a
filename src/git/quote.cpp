#include "git/quote.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace mendel::git {
namespace {

constexpr std::string_view k_letters = "abtnvfr\"\\";
constexpr std::string_view k_values = "\a\b\t\n\v\f\r\"\\";

bool needs_quotes(char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return byte < 0x20 || byte >= 0x7f || letter == '"' || letter == '\\';
}

std::string escaped(char letter) {
    if (!needs_quotes(letter))
        return std::string(1, letter);
    const auto known = k_values.find(letter);
    if (known != std::string_view::npos)
        return fmt::format("\\{}", k_letters[known]);
    return fmt::format("\\{:03o}", static_cast<unsigned char>(letter));
}

std::optional<char> take_octal(std::string_view& text) {
    constexpr std::size_t k_digits = 3;
    if (text.size() < k_digits)
        return std::nullopt;
    int value = 0;
    for (const char digit : text.substr(0, k_digits)) {
        if (digit < '0' || digit > '7')
            return std::nullopt;
        value = value * 8 + (digit - '0');
    }
    if (value > 255)
        return std::nullopt;
    text.remove_prefix(k_digits);
    return static_cast<char>(value);
}

/// The byte of an escape sequence after its backslash.
std::optional<char> take_escape(std::string_view& text) {
    if (text.empty())
        return std::nullopt;
    const auto known = k_letters.find(text.front());
    if (known == std::string_view::npos)
        return take_octal(text);
    text.remove_prefix(1);
    return k_values[known];
}

}  // namespace

std::string quoted(const std::string& path) {
    if (std::none_of(path.begin(), path.end(), needs_quotes))
        return path;
    std::string text = "\"";
    for (const char letter : path)
        text += escaped(letter);
    return text + "\"";
}

std::optional<std::string> take_quoted(std::string_view& text) {
    if (text.empty() || text.front() != '"')
        return std::nullopt;
    text.remove_prefix(1);
    std::string path;
    while (!text.empty()) {
        const char letter = text.front();
        text.remove_prefix(1);
        if (letter == '"')
            return path;
        if (letter != '\\') {
            path += letter;
            continue;
        }
        const auto byte = take_escape(text);
        if (!byte)
            return std::nullopt;
        path += *byte;
    }
    return std::nullopt;
}

}  // namespace mendel::git
