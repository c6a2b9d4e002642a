#include "diagnose/log_bytes.hpp"

#include <array>
#include <cstdint>
#include <cstring>

namespace mendel::diagnose {

namespace {

/// A vector register's worth of bytes (GCC and clang make SSE2, AVX2 or NEON of it).
using Bytes = std::int8_t __attribute__((vector_size(16)));
constexpr std::size_t k_width = sizeof(Bytes);
constexpr std::size_t k_round = 128;  ///< bytes between looks at what was found

Bytes load(const char* at) {
    Bytes bytes;
    std::memcpy(&bytes, at, k_width);
    return bytes;
}

bool any(const Bytes& signs) {
    std::uint64_t halves[2];
    std::memcpy(halves, &signs, sizeof signs);
    return (halves[0] | halves[1]) != 0;
}

std::size_t sum(const Bytes& counts) {
    std::size_t total = 0;
    for (std::size_t i = 0; i < k_width; ++i)
        total += static_cast<std::size_t>(counts[i]);
    return total;
}

/// Length of the invisible character of UTF-8 at the beginning: soft hyphen, zero-width and
/// bidirectional ones (UAX 9; U+200B to 200F, 202A to 202E, 2060 to 206F, 061C, 180E, FEFF), and
/// the C1 controls; 0 where there is none.
std::size_t invisible_length(std::string_view text) {
    const auto byte = [text](std::size_t at) -> unsigned {
        return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
    };
    switch (byte(0)) {
        case 0xC2:
            return (byte(1) >= 0x80 && byte(1) <= 0x9F) || byte(1) == 0xAD ? 2 : 0;
        case 0xD8:
            return byte(1) == 0x9C ? 2 : 0;
        case 0xE1:
            return byte(1) == 0xA0 && byte(2) == 0x8E ? 3 : 0;
        case 0xE2:
            if (byte(1) == 0x80)
                return (byte(2) >= 0x8B && byte(2) <= 0x8F) || (byte(2) >= 0xAA && byte(2) <= 0xAE)
                           ? 3
                           : 0;
            return byte(1) == 0x81 && byte(2) >= 0xA0 && byte(2) <= 0xAF ? 3 : 0;
        case 0xEF:
            return byte(1) == 0xBB && byte(2) == 0xBF ? 3 : 0;
        default:
            return 0;
    }
}

bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\n') || byte == 0x7F;
}

/// Whether clean_line would change something at `at`; a CR right before LF is none.
bool is_odd(std::string_view text, std::size_t at) {
    const char c = text[at];
    if (c == '\r')
        return at + 1 >= text.size() || text[at + 1] != '\n';
    return is_control(c) ||
           (static_cast<unsigned char>(c) >= 0x80 && invisible_length(text.substr(at, 3)) > 0);
}

bool has_odd(std::string_view text, std::size_t from, std::size_t to) {
    for (auto at = from; at < to; ++at)
        if (is_odd(text, at))
            return true;
    return false;
}

constexpr char k_escape = '\x1b';
constexpr char k_bell = '\x07';

bool is_between(char c, char low, char high) {
    return c >= low && c <= high;
}

/// One past a CSI sequence's last byte; `at` is the byte after "ESC [" (ECMA-48, 5.4).
std::size_t end_of_csi(std::string_view raw, std::size_t at) {
    while (at < raw.size() && is_between(raw[at], ' ', '?'))
        ++at;
    return at < raw.size() ? at + 1 : at;
}

/// One past a string sequence (OSC, DCS, APC ...), which BEL or "ESC \" ends; the next escape
/// where neither comes.
std::size_t end_of_string(std::string_view raw, std::size_t at) {
    while (at < raw.size() && raw[at] != k_bell && raw[at] != k_escape)
        ++at;
    if (at + 1 < raw.size() && raw[at] == k_escape && raw[at + 1] == '\\')
        return at + 2;
    return at < raw.size() && raw[at] == k_bell ? at + 1 : at;
}

/// One past the escape sequence that begins at `at`.
std::size_t end_of_escape(std::string_view raw, std::size_t at) {
    constexpr std::string_view k_strings = "]P_^X";
    if (at + 1 >= raw.size())
        return raw.size();
    if (raw[at + 1] == '[')
        return end_of_csi(raw, at + 2);
    if (k_strings.find(raw[at + 1]) != std::string_view::npos)
        return end_of_string(raw, at + 2);
    const auto length = is_between(raw[at + 1], '(', '/') || raw[at + 1] == '#' ? 3U : 2U;
    return at + length < raw.size() ? at + length : raw.size();
}

bool is_fold_mark(std::string_view text) {
    for (const std::string_view mark :
         {"travis_time:", "travis_fold:", "section_start:", "section_end:"})
        if (text.substr(0, mark.size()) == mark)
            return true;
    return false;
}

/// A line as it is written over itself.
class Screen {
  public:
    explicit Screen(char* to) : m_begin(to), m_line(to), m_end(to) {}

    /// Shows characters that may stand where the line is written.
    void put(std::string_view run) {
        if (m_return != nullptr && run.find_first_not_of(' ') != std::string_view::npos)
            redraw();
        std::memmove(m_end, run.data(), run.size());
        m_end += run.size();
    }

    void put_back() {
        if (m_end > m_line && m_return == nullptr)
            --m_end;
    }

    void carriage_return() {
        const auto length = static_cast<std::size_t>(m_end - m_line);
        if (m_return == nullptr && is_fold_mark({m_line, length})) {
            *m_end++ = '\r';
            m_line = m_end;
        } else if (m_return != nullptr) {
            m_end = m_return;
        } else if (m_end > m_line) {
            m_return = m_end;
        }
    }

    std::size_t size() const {
        return static_cast<std::size_t>((m_return != nullptr ? m_return : m_end) - m_begin);
    }

  private:
    void redraw() {
        const auto drawn = static_cast<std::size_t>(m_end - m_return);
        std::memmove(m_line, m_return, drawn);
        m_end = m_line + drawn;
        m_return = nullptr;
    }

    char* m_begin;
    char* m_line;  ///< where the visible line begins, behind the fold marks
    char* m_end;
    char* m_return = nullptr;  ///< where the line stood when the cursor went to its beginning
};

/// The bytes that controls and invisible characters begin with.
std::array<bool, 256> special_bytes() {
    std::array<bool, 256> special{};
    for (std::size_t byte = 0; byte < 0x20; ++byte)
        special[byte] = byte != '\t';
    for (const std::size_t byte : {0x7F, 0xC2, 0xD8, 0xE1, 0xE2, 0xEF})
        special[byte] = true;
    return special;
}

/// Obeys what stands at `at`, or shows it where it is an ordinary character; one past it.
std::size_t past_special(std::string_view raw, std::size_t at, Screen& screen) {
    const char c = raw[at];
    if (c == k_escape)
        return end_of_escape(raw, at);
    if (c == '\r')
        screen.carriage_return();
    else if (c == '\b')
        screen.put_back();
    else if (static_cast<unsigned char>(c) >= 0x80) {
        const auto hidden = invisible_length(raw.substr(at, 3));
        if (hidden > 0)
            return at + hidden;
        screen.put(raw.substr(at, 1));
    }
    return at + 1;
}

}  // namespace

ByteFacts facts_of(std::string_view bytes) {
    ByteFacts facts;
    std::size_t at = 0;
    for (; at + k_round <= bytes.size(); at += k_round) {
        Bytes feeds{};
        Bytes odd{};
        for (std::size_t i = 0; i < k_round; i += k_width) {
            const auto chunk = load(bytes.data() + at + i);
            const auto is_feed = chunk == '\n';
            feeds -= is_feed;
            odd |= (chunk < 0x20) & ~is_feed & (chunk != '\t');  // from 0x80 on: below zero
            odd |= chunk == 0x7F;
        }
        facts.feeds += sum(feeds);
        if (facts.is_plain && any(odd))
            facts.is_plain = !has_odd(bytes, at, at + k_round);
    }
    for (auto i = at; i < bytes.size(); ++i)
        facts.feeds += bytes[i] == '\n' ? 1 : 0;
    facts.is_plain = facts.is_plain && !has_odd(bytes, at, bytes.size());
    return facts;
}

std::size_t count_feeds(std::string_view bytes) {
    std::size_t count = 0;
    std::size_t at = 0;
    for (; at + k_round <= bytes.size(); at += k_round) {
        Bytes feeds{};
        for (std::size_t i = 0; i < k_round; i += k_width)
            feeds -= load(bytes.data() + at + i) == '\n';
        count += sum(feeds);
    }
    for (; at < bytes.size(); ++at)
        count += bytes[at] == '\n' ? 1 : 0;
    return count;
}

std::size_t clean_line(std::string_view raw, char* to) {
    static const auto k_is_special = special_bytes();
    Screen screen(to);
    for (std::size_t at = 0; at < raw.size();) {
        auto end = at;
        while (end < raw.size() && !k_is_special[static_cast<unsigned char>(raw[end])])
            ++end;
        if (end > at)
            screen.put(raw.substr(at, end - at));
        if (end == raw.size())
            break;
        at = past_special(raw, end, screen);
    }
    return screen.size();
}

}  // namespace mendel::diagnose
