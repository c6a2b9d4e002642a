#include "diagnose/log_line.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <system_error>

#include "base/text.hpp"
#include "diagnose/log_bytes.hpp"

namespace mendel::diagnose {

namespace {

constexpr std::size_t k_line_cap = 65536;

bool fits(std::string_view text, std::string_view shape) {
    if (text.size() < shape.size())
        return false;
    return std::equal(shape.begin(), shape.end(), text.begin(), [](char expected, char c) {
        return expected == '0' ? c >= '0' && c <= '9' : expected == c;
    });
}

std::size_t digits_from(std::string_view text, std::size_t at) {
    while (at < text.size() && text[at] >= '0' && text[at] <= '9')
        ++at;
    return at;
}

/// Length of "2024-01-31T23:59:59.1234567Z" at the beginning, 0 where there is none.
std::size_t instant_length(std::string_view text) {
    constexpr std::string_view k_shape = "0000-00-00T00:00:00";
    if (!fits(text, k_shape))
        return 0;
    auto at = k_shape.size();
    if (at < text.size() && text[at] == '.')
        at = digits_from(text, at + 1);
    return at < text.size() && text[at] == 'Z' ? at + 1 : 0;
}

/// Length of GitLab's stream column "00O " or "00E+" behind its timestamp
/// (https://docs.gitlab.com/ci/jobs/job_logs/#job-log-timestamps), 0 where there is none.
std::size_t stream_column_length(std::string_view text) {
    const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    const bool fits_column = text.size() >= 3 && is_hex(text[0]) && is_hex(text[1]) &&
                             (text[2] == 'O' || text[2] == 'E');
    if (!fits_column)
        return 0;
    if (text.size() == 3)
        return 3;
    return text[3] == ' ' || text[3] == '+' ? 4 : 0;
}

/// Length of the timestamp and the blank behind it, 0 where there is none.
std::size_t timestamp_length(std::string_view text) {
    if (text.empty() || !((text[0] >= '0' && text[0] <= '9') || text[0] == '['))
        return 0;
    const std::size_t bracket = text[0] == '[' ? 1 : 0;
    auto length = instant_length(text.substr(bracket));
    if (length == 0)
        return 0;
    length += bracket;
    if (bracket == 1) {
        if (length >= text.size() || text[length] != ']')
            return 0;
        ++length;
    }
    if (length == text.size())
        return length;
    if (text[length] != ' ')
        return 0;
    return length + 1 + (bracket == 0 ? stream_column_length(text.substr(length + 1)) : 0);
}

/// Takes the timestamp, or the "job TAB step TAB timestamp" of `gh run view --log`, off the
/// beginning; gives "job TAB step TAB".
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
    const auto rest = text.substr(second + 1);
    const auto length = timestamp_length(rest);
    if (length == 0)
        return {};
    const auto prefix = text.substr(0, second + 1);
    text = rest.substr(length);
    return prefix;
}

/// The fold marks at the beginning of a line, each of which ends in a carriage return.
std::string_view fold_marks_of(std::string_view text) {
    const auto last = text.rfind('\r');
    if (last != std::string_view::npos)
        return text.substr(0, last + 1);
    const auto begins = [text](std::string_view with) {
        return text.substr(0, with.size()) == with;
    };
    return begins("travis_time:") || begins("travis_fold:") || begins("section_start:") ||
                   begins("section_end:")
               ? text
               : std::string_view{};
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Letters of package, service and script names.
std::size_t name_length(std::string_view text, std::string_view also) {
    std::size_t at = 0;
    while (at < text.size() && (is_letter(text[at]) || is_digit(text[at]) ||
                                also.find(text[at]) != std::string_view::npos))
        ++at;
    return at;
}

bool is_level(std::string_view word) {
    constexpr std::string_view k_levels[] = {"info",  "warn",  "warning", "error",   "debug",
                                             "trace", "fatal", "notice",  "success", "note",
                                             "exec",  "ok",    "fail",    "failed",  "verbose"};
    const auto lower = base::to_lower(word);
    return std::find(std::begin(k_levels), std::end(k_levels), lower) != std::end(k_levels);
}

/// "#12 3.456 text" (BuildKit's plain progress).
Strand build_step(std::string_view text) {
    auto at = digits_from(text, 1);
    const auto name = text.substr(0, at);
    if (name.size() < 2 || at >= text.size() || text[at] != ' ')
        return {};
    const auto second = at + 1;
    at = digits_from(text, second);
    if (at == second || at >= text.size() || text[at] != '.')
        return {};
    const auto fraction = at + 1;
    at = digits_from(text, fraction);
    const bool ends = at > fraction && (at == text.size() || text[at] == ' ');
    return ends ? Strand{Strand::Form::build_step, name, std::min(at + 1, text.size())} : Strand{};
}

/// "web-1  | text", "web_1  | text".
Strand service(std::string_view text) {
    const auto length = name_length(text, "-_.");
    if (length < 3 || !is_digit(text[length - 1]))
        return {};
    const auto number = text.find_last_not_of("0123456789", length - 1);
    if (number == std::string_view::npos || (text[number] != '-' && text[number] != '_'))
        return {};
    const auto bar = text.find_first_not_of(' ', length);
    if (bar == std::string_view::npos || text[bar] != '|' || bar == length)
        return {};
    return {Strand::Form::service, text.substr(0, length), std::min(bar + 2, text.size())};
}

/// "[web] text", not "[INFO] text" nor "[3/12] text".
Strand bracket(std::string_view text) {
    const auto end = text.find(']');
    if (end == std::string_view::npos || end < 2 || end > 60)
        return {};
    const auto name = base::trim(text.substr(1, end - 1));
    const bool is_name = !name.empty() && name_length(name, "-_.@/:") == name.size() &&
                         (is_letter(name[0]) || name[0] == '@') && !is_level(name);
    const auto behind = text.substr(end + 1, 2);
    const std::size_t colon = behind.substr(0, 1) == ":" ? 1 : 0;
    if (!is_name || (behind.size() > colon && behind[colon] != ' '))
        return {};
    return {Strand::Form::bracket, name, std::min(end + 2 + colon, text.size())};
}

/// "web:build: text" and "packages/web test: text"; a scoped name alone counts too ("@a/web: ").
Strand task(std::string_view text) {
    const auto length = name_length(text, "-_.@/");
    if (length == 0 || length >= text.size() || is_digit(text[0]) ||
        is_level(text.substr(0, length)))
        return {};
    const bool is_path = text.substr(0, length).find('/') != std::string_view::npos;
    if (text[0] == '@' && is_path && text.substr(length, 2) == ": ")
        return {Strand::Form::task, text.substr(0, length), length + 2};
    if (text[length] != ':' && !(text[length] == ' ' && is_path))
        return {};
    const auto script = text.substr(length + 1);
    const auto end = name_length(script, "-_:.");
    if (end < 2 || !is_letter(script[0]) || script[end - 1] != ':' ||
        is_level(script.substr(0, end - 1)) || (end < script.size() && script[end] != ' '))
        return {};
    const auto form = text[length] == ':' ? Strand::Form::task : Strand::Form::script;
    return {form, text.substr(0, length + end), std::min(length + end + 2, text.size())};
}

/// The code point of "\\uXXXX" at a place, as UTF-8; halves of a pair become U+FFFD.
std::string unicode_escape(std::string_view text, std::size_t at) {
    std::uint32_t point = 0;
    const auto digits = text.substr(std::min(at + 2, text.size()), 4);
    const auto [end, code] =
        std::from_chars(digits.data(), digits.data() + digits.size(), point, 16);
    if (code != std::errc() || end != digits.data() + 4 || (point >= 0xD800 && point < 0xE000))
        return "\xEF\xBF\xBD";
    const auto byte = [](std::uint32_t value) { return static_cast<char>(value); };
    if (point < 0x80)
        return {byte(point)};
    if (point < 0x800)
        return {byte(0xC0U | (point >> 6U)), byte(0x80U | (point & 0x3FU))};
    return {byte(0xE0U | (point >> 12U)), byte(0x80U | ((point >> 6U) & 0x3FU)),
            byte(0x80U | (point & 0x3FU))};
}

/// A JSON string without its escapes, up to its closing quote or line feed.
std::string unescaped(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] != '\\' || at + 1 == text.size()) {
            plain += text[at];
            continue;
        }
        const char kind = text[at + 1];
        if (kind == 'n')
            break;
        if (kind == 'u') {
            plain += unicode_escape(text, at);
            at += 4;
        } else {
            plain += kind == 't' ? '\t' : kind == 'r' || kind == 'b' || kind == 'f' ? ' ' : kind;
        }
        ++at;
    }
    return plain;
}

/// Length of the UTF-8 character at the beginning, 0 where the bytes are none.
std::size_t character_length(std::string_view bytes) {
    const auto first = static_cast<unsigned char>(bytes[0]);
    const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    return length <= bytes.size() && base::is_utf8_text(bytes.substr(0, length)) ? length : 0;
}

}  // namespace

LineParts parts_of(std::string_view line) {
    line = line.substr(0, k_line_cap);
    while (!line.empty() && line.back() == '\r')
        line.remove_suffix(1);
    LineParts parts;
    parts.mark = take_prefix(line);
    if (const auto folds = fold_marks_of(line); !folds.empty()) {
        parts.mark = folds;
        line.remove_prefix(folds.size());
    }
    parts.text = base::trim_right(line);
    return parts;
}

Strand strand_of(std::string_view text) {
    const auto head = text.substr(0, 200);
    if (head.size() < 4)
        return {};
    if (head[0] == '#')
        return build_step(head);
    if (head[0] == '[')
        return bracket(head);
    if (!is_letter(head[0]) && head[0] != '@')
        return {};
    const auto found = service(head);
    return found.length > 0 ? found : task(head);
}

std::optional<std::string> event_output(std::string_view text) {
    constexpr std::string_view k_key = "\"Output\":\"";
    const auto begins = [text](std::string_view with) {
        return text.substr(0, with.size()) == with;
    };
    if (!begins("{\"Time\":\"") && !begins("{\"Action\":\"") && !begins("{\"ImportPath\":\""))
        return std::nullopt;
    if (!base::contains(text.substr(0, 200), "\"Action\":\""))
        return std::nullopt;
    const auto at = text.find(k_key);
    if (at == std::string_view::npos)
        return std::string{};
    auto output = unescaped(text.substr(at + k_key.size()));
    output.resize(clean_line(output, output.data()));
    return std::string(base::trim_right(output));
}

void append_utf8(std::string_view bytes, std::string& text) {
    const bool is_ascii = std::none_of(bytes.begin(), bytes.end(),
                                       [](char c) { return static_cast<signed char>(c) < 0; });
    if (is_ascii || base::is_utf8_text(bytes)) {
        text += bytes;
        return;
    }
    for (std::size_t at = 0; at < bytes.size();) {
        const auto length = character_length(bytes.substr(at));
        text += length == 0 ? "\xEF\xBF\xBD" : bytes.substr(at, length);
        at += std::max<std::size_t>(length, 1);
    }
}

}  // namespace mendel::diagnose
