#include <array>
#include <cstdint>

#include <fmt/format.h>

#include "agent/prompt.hpp"
#include "base/crypto.hpp"
#include "base/text.hpp"

namespace mendel::agent {

namespace {

struct CodePoint {
    std::uint32_t value = 0;
    std::size_t bytes = 1;
    bool valid = false;
};

CodePoint code_point_at(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80)
        return {lead, 1, true};
    const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
    if (bytes == 0 || lead > 0xF4 || text.size() < bytes)
        return {lead, 1, false};
    std::uint32_t value = lead & (0xFFU >> (bytes + 1));
    for (std::size_t index = 1; index < bytes; ++index) {
        const auto next = static_cast<unsigned char>(text[index]);
        if ((next & 0xC0U) != 0x80U)
            return {lead, 1, false};
        value = (value << 6U) | (next & 0x3FU);
    }
    return {value, bytes, true};
}

struct Range {
    std::uint32_t first;
    std::uint32_t last;
};

/// Code points that a person does not see or that change what is seen: Unicode's format
/// characters, bidirectional controls (UAX 9), variation selectors, tags, private use.
constexpr std::array k_hidden = {
    Range{0x00, 0x08},       Range{0x0B, 0x1F},       Range{0x7F, 0x9F},
    Range{0xAD, 0xAD},       Range{0x34F, 0x34F},     Range{0x61C, 0x61C},
    Range{0x115F, 0x1160},   Range{0x17B4, 0x17B5},   Range{0x180B, 0x180F},
    Range{0x200B, 0x200F},   Range{0x2028, 0x202E},   Range{0x2060, 0x206F},
    Range{0x3164, 0x3164},   Range{0xE000, 0xF8FF},   Range{0xFE00, 0xFE0F},
    Range{0xFEFF, 0xFEFF},   Range{0xFFA0, 0xFFA0},   Range{0xFFF0, 0xFFFB},
    Range{0xE0000, 0xE0FFF}, Range{0xF0000, 0x10FFFF}};

bool is_hidden(std::uint32_t value) {
    for (const auto& range : k_hidden)
        if (value >= range.first && value <= range.last)
            return true;
    return false;
}

/// Bytes of an ANSI escape sequence at the start (ECMA-48), 0 where there is none.
std::size_t escape_length(std::string_view text) {
    if (text.size() < 2 || text[0] != '\x1b' || text[1] != '[')
        return 0;
    std::size_t end = 2;
    while (end < text.size() && text[end] >= 0x20 && text[end] < 0x40)
        ++end;
    return end < text.size() ? end + 1 : end;
}

std::string spelled_out(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        if (const auto escape = escape_length(text); escape > 0) {
            text.remove_prefix(escape);
            continue;
        }
        const auto point = code_point_at(text);
        if (!point.valid)
            result += fmt::format("\\x{:02x}", point.value);
        else if (point.value == '\r')
            result += text.size() > 1 && text[1] == '\n' ? "" : "\n";
        else if (is_hidden(point.value))
            result += fmt::format("\\u{{{:x}}}", point.value);
        else
            result += text.substr(0, point.bytes);
        text.remove_prefix(point.bytes);
    }
    return result;
}

/// Whole lines of the head and of the tail, and one line that says what is missing.
std::string shortened(const std::string& text, std::size_t cap) {
    if (text.size() <= cap)
        return text;
    auto head = text.substr(0, cap / 3);
    auto tail = text.substr(text.size() - (cap - cap / 3));
    if (const auto end = head.rfind('\n'); end != std::string::npos)
        head.resize(end + 1);
    if (const auto begin = tail.find('\n'); begin != std::string::npos)
        tail.erase(0, begin + 1);
    while (!tail.empty() && (static_cast<unsigned char>(tail[0]) & 0xC0U) == 0x80U)
        tail.erase(0, 1);
    return fmt::format("{}[{} bytes left out]\n{}", head, text.size() - head.size() - tail.size(),
                       tail);
}

/// A value of an attribute: one line without quotes and angle brackets.
std::string attribute(const std::string& text) {
    std::string result;
    for (const char letter : base::ellipsize(spelled_out(text), 200))
        result += letter == '"' || letter == '<' || letter == '>' || letter == '\n' ? '_' : letter;
    return result;
}

}  // namespace

std::string quarantined(const model::Evidence& evidence, std::size_t cap) {
    const auto text = shortened(spelled_out(evidence.text), cap);
    const auto mark = base::sha256(evidence.source + '\n' + evidence.text).substr(0, 12);
    std::string result = fmt::format("<data {} source=\"{}\"", mark, attribute(evidence.source));
    if (!evidence.author.empty())
        result += fmt::format(" author=\"{}\"", attribute(evidence.author));
    result += evidence.trust == model::Trust::user ? " trust=\"user\"" : " trust=\"stranger\"";
    result += evidence.edited ? " edited=\"yes\">\n" : ">\n";
    for (const auto line : base::split_lines(text))
        result += fmt::format("| {}\n", line);
    return result + fmt::format("</data {}>\n", mark);
}

}  // namespace mendel::agent
