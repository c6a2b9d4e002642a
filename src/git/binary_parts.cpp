#include "git/binary_parts.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/compression.hpp"
#include "base/text.hpp"

namespace mendel::git {

namespace {

constexpr std::string_view k_digits =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";

/// Bytes that a line holds by its first character; 0 where it is none of its characters.
std::size_t line_bytes(char c) {
    if (c >= 'A' && c <= 'Z')
        return static_cast<std::size_t>(c - 'A') + 1;
    return c >= 'a' && c <= 'z' ? static_cast<std::size_t>(c - 'a') + 27 : 0;
}

/// Adds the bytes of one base 85 line; false where it is malformed.
bool decode_line(std::string_view line, std::string& bytes) {
    const auto count = line_bytes(line[0]);
    if (count == 0 || line.size() != 1 + (count + 3) / 4 * 5)
        return false;
    const auto end = bytes.size() + count;
    for (std::size_t at = 1; at < line.size(); at += 5) {
        std::uint64_t value = 0;
        for (const char c : line.substr(at, 5)) {
            const auto digit = k_digits.find(c);
            if (digit == std::string_view::npos)
                return false;
            value = value * 85 + digit;
        }
        if (value > 0xFFFFFFFFU)
            return false;
        for (int shift = 24; shift >= 0 && bytes.size() < end; shift -= 8)
            bytes.push_back(static_cast<char>((value >> static_cast<unsigned>(shift)) & 0xFFU));
    }
    return true;
}

/// Reads "literal 6" or "delta 6" and its lines from the front of `lines`.
bool take_part(const std::vector<std::string_view>& lines, std::size_t& at) {
    const auto words = base::split_words(lines[at++]);
    if (words.size() != 2 || (words[0] != "literal" && words[0] != "delta"))
        return false;
    const auto size = base::to_number(words[1]);
    std::string bytes;
    for (; at < lines.size() && !lines[at].empty(); ++at)
        if (!decode_line(lines[at], bytes))
            return false;
    ++at;  // the empty line that ends a part
    return size >= 0 && base::is_zlib_of(bytes, static_cast<std::size_t>(size));
}

}  // namespace

bool is_whole_binary_patch(std::string_view text) {
    const auto lines = base::split_lines(text);
    std::size_t at = 1;  // behind "GIT binary patch"
    if (lines.size() < 2 || !take_part(lines, at))
        return false;
    const bool has_reverse = at < lines.size() && (lines[at].substr(0, 8) == "literal " ||
                                                   lines[at].substr(0, 6) == "delta ");
    return !has_reverse || take_part(lines, at);
}

}  // namespace mendel::git
