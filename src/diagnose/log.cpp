#include "diagnose/log.hpp"

#include <algorithm>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/log_steps.hpp"

namespace mendel::diagnose {

namespace {

constexpr std::size_t k_line_cap = 65536;
constexpr std::string_view k_byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view k_controls("\x1b\r\b\x07\0", 5);

bool fits(std::string_view text, std::string_view shape) {
    if (text.size() < shape.size())
        return false;
    return std::equal(shape.begin(), shape.end(), text.begin(), [](char expected, char c) {
        return expected == '0' ? c >= '0' && c <= '9' : expected == c;
    });
}

/// Length of "2024-01-31T23:59:59.1234567Z " at the beginning, 0 where there is none.
std::size_t timestamp_length(std::string_view text) {
    if (!fits(text, "0000-00-00T00:00:00"))
        return 0;
    auto at = std::string_view("0000-00-00T00:00:00").size();
    if (at < text.size() && text[at] == '.')
        for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9';)
            ++at;
    if (at >= text.size() || text[at] != 'Z')
        return 0;
    ++at;
    return at < text.size() && text[at] == ' ' ? at + 1 : (at == text.size() ? at : 0);
}

/// Takes the runner's timestamp, or the "job TAB step TAB timestamp" of `gh run view --log`, off
/// the beginning; gives "job TAB step TAB".
std::string_view take_prefix(std::string_view& text) {
    if (const auto length = timestamp_length(text); length > 0) {
        text.remove_prefix(length);
        return {};
    }
    const auto first = text.substr(0, 512).find('\t');
    if (first == std::string_view::npos)
        return {};
    const auto second = text.substr(0, 1024).find('\t', first + 1);
    if (second == std::string_view::npos)
        return {};
    auto rest = text.substr(second + 1);
    if (rest.substr(0, 3) == k_byte_order_mark)
        rest.remove_prefix(3);
    const auto length = timestamp_length(rest);
    if (length == 0)
        return {};
    const auto prefix = text.substr(0, second + 1);
    text = rest.substr(length);
    return prefix;
}

/// Of an over-long line only what is wanted: the part after the last progress redraw, capped.
std::string_view capped(std::string_view raw) {
    if (raw.size() <= k_line_cap)
        return raw;
    const auto content = raw.find_last_not_of("\r ");
    const auto redraw = content == std::string_view::npos ? content : raw.rfind('\r', content);
    if (redraw != std::string_view::npos)
        raw.remove_prefix(redraw + 1);
    return raw.substr(0, k_line_cap);
}

/// Whether carriage returns end the lines of a text that has hardly any LF.
bool ends_in_returns(std::string_view text) {
    const auto returns = std::count(text.begin(), text.end(), '\r');
    const auto feeds = std::count(text.begin(), text.end(), '\n');
    return returns > 50 && feeds * 20 < returns;
}

/// Takes "##[error]" or "::error file=a::" off the beginning; true where it was there.
bool take_error_mark(std::string_view& text) {
    constexpr std::string_view k_mark = "##[error]";
    if (text.substr(0, k_mark.size()) == k_mark) {
        text.remove_prefix(k_mark.size());
        return true;
    }
    return false;
}

}  // namespace

Log::Log(const model::LogSource& source) {
    read_lines(source.text);
    m_steps = steps_of(m_lines, source);
    for (auto& line : m_lines)
        line.error = take_error_mark(line.text) || line.error;
}

void Log::read_lines(std::string_view text) {
    std::size_t offset = text.substr(0, 3) == k_byte_order_mark ? 3 : 0;
    const std::string_view ends = ends_in_returns(text) ? "\r\n" : "\n";
    for (std::size_t number = 1; offset < text.size();) {
        const auto end = std::min(text.find_first_of(ends, offset), text.size());
        Line line;
        line.number = number;
        line.offset = offset;
        clean(text.substr(offset, end - offset), line);
        m_lines.push_back(line);
        number += end < text.size() && text[end] == '\n' ? 1 : 0;
        offset = end + 1;
    }
}

namespace {

/// The fold marks at the beginning of a line, each of which ends in a carriage return.
std::string_view fold_marks_of(std::string_view text) {
    const auto is_mark = [text](std::string_view begin) {
        return text.substr(0, begin.size()) == begin;
    };
    if (!is_mark("travis_time:") && !is_mark("travis_fold:") && !is_mark("section_start:") &&
        !is_mark("section_end:"))
        return {};
    const auto last = text.rfind('\r');
    return text.substr(0, last == std::string_view::npos ? text.size() : last + 1);
}

}  // namespace

void Log::clean(std::string_view raw, Line& line) {
    while (!raw.empty() && raw.back() == '\r')
        raw.remove_suffix(1);
    auto text = capped(raw);
    line.mark = take_prefix(text);
    if (const auto folds = fold_marks_of(text); !folds.empty()) {
        line.mark = folds;
        text.remove_prefix(folds.size());
    }
    if (text.find_first_of(k_controls) != std::string_view::npos) {
        m_cleaned.push_back(without_escapes(text));
        text = m_cleaned.back();
    }
    line.text = base::trim_right(text);
}

}  // namespace mendel::diagnose
