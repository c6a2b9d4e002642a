#include "base/text.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace mendel::base {

namespace {
constexpr std::string_view k_space = " \t\r\n\f\v";
}

std::vector<std::string_view> split_lines(std::string_view text) {
    auto lines = split(text, '\n');
    if (!lines.empty() && lines.back().empty())
        lines.pop_back();
    return lines;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const auto end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

std::vector<std::string_view> split_words(std::string_view text) {
    std::vector<std::string_view> words;
    while (true) {
        const auto begin = text.find_first_not_of(k_space);
        if (begin == std::string_view::npos)
            return words;
        const auto end = std::min(text.find_first_of(k_space, begin), text.size());
        words.push_back(text.substr(begin, end - begin));
        text.remove_prefix(end);
    }
}

std::string_view trim(std::string_view text) {
    const auto begin = text.find_first_not_of(k_space);
    return begin == std::string_view::npos ? std::string_view{} : trim_right(text.substr(begin));
}

std::string_view trim_right(std::string_view text) {
    return text.substr(0, text.find_last_not_of(k_space) + 1);
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    std::string joined;
    for (const auto& part : parts) {
        if (&part != parts.data())
            joined += separator;
        joined += part;
    }
    return joined;
}

std::string to_lower(std::string_view text) {
    std::string lower(text);
    for (auto& c : lower)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

std::string replace_all(std::string_view text, std::string_view from, std::string_view to) {
    std::string replaced;
    while (true) {
        const auto at = from.empty() ? std::string_view::npos : text.find(from);
        replaced += text.substr(0, at);
        if (at == std::string_view::npos)
            return replaced;
        replaced += to;
        text.remove_prefix(at + from.size());
    }
}

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

std::string ellipsize(std::string_view text, std::size_t limit) {
    if (text.size() <= limit)
        return std::string(text);
    const auto mark = std::string_view("...").substr(0, limit);
    std::size_t end = limit - mark.size();
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return std::string(text.substr(0, end)).append(mark);
}

long to_number(std::string_view text) {
    long value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    return code == std::errc() && end == text.data() + text.size() && !text.empty() ? value : -1;
}

std::string counted(std::size_t count, std::string_view noun) {
    return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

namespace {

/// Bytes of the character that begins with this one; 0 where none does.
std::size_t character_length(unsigned first) {
    if (first < 0x80)
        return first == 0 ? 0 : 1;
    if (first < 0xC2 || first > 0xF4)
        return 0;
    return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/// Whether the second byte rules out overlong forms, surrogates and what lies past U+10FFFF.
bool is_second(unsigned first, unsigned second) {
    const unsigned least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const unsigned most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    return second >= least && second <= most;
}

bool is_character(std::string_view bytes) {
    const auto at = [bytes](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    for (std::size_t i = 2; i < bytes.size(); ++i)
        if ((at(i) & 0xC0U) != 0x80)
            return false;
    return bytes.size() == 1 || is_second(at(0), at(1));
}

}  // namespace

bool is_utf8_text(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto length = character_length(static_cast<unsigned char>(bytes.front()));
        if (length == 0 || length > bytes.size() || !is_character(bytes.substr(0, length)))
            return false;
        bytes.remove_prefix(length);
    }
    return true;
}

std::string normal_path(std::string_view path) {
    std::vector<std::string> parts;
    for (const auto part : split(path, '/')) {
        if (part.empty() || part == ".")
            continue;
        if (part == ".." && !parts.empty() && parts.back() != "..")
            parts.pop_back();
        else
            parts.emplace_back(part);
    }
    return (path.substr(0, 1) == "/" ? "/" : "") + join(parts, "/");
}

bool is_word_byte(char byte) {
    return std::isalnum(static_cast<unsigned char>(byte)) != 0 || byte == '_';
}

bool is_identifier(std::string_view text) {
    const auto is_word = [](char c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
               (c >= 'A' && c <= 'Z');
    };
    return !text.empty() && !(text[0] >= '0' && text[0] <= '9') &&
           std::all_of(text.begin(), text.end(), is_word);
}

}  // namespace mendel::base
