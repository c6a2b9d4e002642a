#include <algorithm>

#include "base/text.hpp"
#include "diagnose/log.hpp"

namespace mendel::diagnose {

namespace {

constexpr char k_escape = '\x1b';
constexpr char k_bell = '\x07';

bool is_between(char c, char low, char high) {
    return c >= low && c <= high;
}

/// One past a CSI sequence's last byte; `at` is the byte after "ESC [" (ECMA-48, 5.4).
std::size_t end_of_csi(std::string_view raw, std::size_t at) {
    while (at < raw.size() && is_between(raw[at], ' ', '?'))
        ++at;
    return std::min(at + 1, raw.size());
}

/// One past an OSC sequence, which BEL or "ESC \" ends; the next escape where neither comes.
std::size_t end_of_osc(std::string_view raw, std::size_t at) {
    while (at < raw.size() && raw[at] != k_bell && raw[at] != k_escape)
        ++at;
    if (at + 1 < raw.size() && raw[at] == k_escape && raw[at + 1] == '\\')
        return at + 2;
    return at < raw.size() && raw[at] == k_bell ? at + 1 : at;
}

/// One past the escape sequence that begins at `at`.
std::size_t end_of_escape(std::string_view raw, std::size_t at) {
    if (at + 1 >= raw.size())
        return raw.size();
    if (raw[at + 1] == '[')
        return end_of_csi(raw, at + 2);
    if (raw[at + 1] == ']')
        return end_of_osc(raw, at + 2);
    return is_between(raw[at + 1], '(', ')') ? std::min(at + 3, raw.size()) : at + 2;
}

std::string_view after_last_return(std::string_view text) {
    while (!text.empty() && (text.back() == '\r' || text.back() == ' '))
        text.remove_suffix(1);
    const auto at = text.rfind('\r');
    return at == std::string_view::npos ? text : text.substr(at + 1);
}

}  // namespace

std::string without_escapes(std::string_view raw) {
    std::string text;
    text.reserve(raw.size());
    for (std::size_t i = 0; i < raw.size();) {
        if (raw[i] == k_escape) {
            i = end_of_escape(raw, i);
            continue;
        }
        if (raw[i] == '\b' && !text.empty())
            text.pop_back();
        else if (raw[i] != '\0' && raw[i] != k_bell && raw[i] != '\b')
            text += raw[i];
        ++i;
    }
    return std::string(after_last_return(text));
}

}  // namespace mendel::diagnose
