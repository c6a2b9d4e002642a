#include "diagnose/log_stream.hpp"

#include <algorithm>
#include <cstring>

#include "diagnose/log_bytes.hpp"

namespace mendel::diagnose {

namespace {

constexpr std::size_t k_tail = 65536;
constexpr std::size_t k_block = 512 * 1024;
constexpr std::size_t k_long = 256 * 1024;  ///< a line beyond it is cut ...
constexpr std::size_t k_kept = 65536;       ///< ... to this
constexpr std::size_t k_room = 1 + k_tail + k_block + 4;

/// Appends a code point as UTF-8 (RFC 3629) at `to`.
void put_utf8(std::uint32_t point, char* text, std::size_t& to) {
    const auto put = [&](std::uint32_t byte) { text[to++] = static_cast<char>(byte); };
    if (point < 0x80) {
        put(point);
    } else if (point < 0x800) {
        put(0xC0U | (point >> 6U));
        put(0x80U | (point & 0x3FU));
    } else if (point < 0x10000) {
        put(0xE0U | (point >> 12U));
        put(0x80U | ((point >> 6U) & 0x3FU));
        put(0x80U | (point & 0x3FU));
    } else {
        put(0xF0U | (point >> 18U));
        put(0x80U | ((point >> 12U) & 0x3FU));
        put(0x80U | ((point >> 6U) & 0x3FU));
        put(0x80U | (point & 0x3FU));
    }
}

bool is_high_surrogate(std::uint32_t unit) {
    return unit >= 0xD800 && unit < 0xDC00;
}

bool is_low_surrogate(std::uint32_t unit) {
    return unit >= 0xDC00 && unit < 0xE000;
}

/// Where the text begins that the last carriage return left.
std::size_t redrawn(std::string_view line) {
    const auto content = line.find_last_not_of("\r ");
    const auto at = content == std::string_view::npos ? content : line.rfind('\r', content);
    return at == std::string_view::npos ? 0 : at + 1;
}

}  // namespace

LogStream::LogStream(model::ReadBytes read) : m_read(std::move(read)), m_text(k_room, '\n') {}

bool LogStream::next() {
    keep_tail();
    if (m_at_end)
        return false;
    const bool has_more = fill();
    if (!has_more)
        return false;
    take_lines(m_at_end ? m_fill : last_line_end());
    return true;
}

/// Moves the last lines and what is not yet a line to the beginning of the buffer.
void LogStream::keep_tail() {
    auto start = m_end > k_tail + 1 ? m_end - k_tail : 1;
    while (start > 1 && start < m_end && m_text[start - 1] != '\n')
        ++start;
    Segment first{1, start < m_end ? place_of(start) : Place{m_number, m_raw_rest}};
    std::vector<Segment> kept = {first};
    for (const auto& segment : m_segments)
        if (segment.at > start)
            kept.push_back({segment.at - start + 1, segment.place});
    m_segments = std::move(kept);
    m_counted = first;
    std::memmove(&m_text[1], &m_text[start], m_end - start);
    m_end = 1 + m_end - start;
    std::memmove(&m_text[m_end], &m_text[m_rest], m_fill - m_rest);
    m_fill = m_end + m_fill - m_rest;
    m_rest = m_end;
    m_fresh = m_end;
}

/// Reads until the buffer is full or the log ends; false where there is nothing new.
bool LogStream::fill() {
    while (!m_at_end) {
        const auto count = read_some();
        if (count == 0) {
            m_at_end = true;
            break;
        }
        m_fill += m_is_dropping ? without_long_line(count) : count;
        if (m_fill - m_rest < k_long)
            continue;
        if (last_line_end() == m_rest)
            shorten();
        else if (m_fill + k_long / 4 > k_room)
            break;
    }
    const bool is_ended =
        m_text[m_fill - 1] == '\n' || (m_ends_in_returns && m_text[m_fill - 1] == '\r');
    if (m_at_end && m_fill > m_rest && !is_ended) {
        m_text[m_fill++] = '\n';
        ++m_raw_fill;
    }
    return m_fill > m_rest;
}

/// The encoding, by the byte order mark (Unicode 15, section 23.8).
void LogStream::begin() {
    m_has_begun = true;
    std::size_t count = 0;
    for (std::size_t more = 1; more != 0 && count < 4; count += more)
        more = m_read(&m_text[m_fill + count], k_block / 3 - count);
    const std::string_view head(&m_text[m_fill], count);
    const bool is_little = head.substr(0, 2) == "\xFF\xFE";
    std::size_t mark = 0;
    if (is_little || head.substr(0, 2) == "\xFE\xFF") {
        m_width = is_little ? Width::little : Width::big;
        m_wide = head.substr(2);
        m_wide_offset = 2;
        m_wide_lines = {2};
        mark = count;
    } else if (head.substr(0, 3) == "\xEF\xBB\xBF") {
        mark = 3;
    }
    std::memmove(&m_text[m_fill], &m_text[m_fill + mark], count - mark);
    m_raw_read = count;
    m_raw_rest = m_width == Width::one ? mark : 2;
    const auto returns = std::count(head.begin(), head.end(), '\r');
    const auto feeds = std::count(head.begin(), head.end(), '\n');
    m_ends_in_returns = m_width == Width::one && returns > 50 && feeds * 20 < returns;
}

/// Puts more of the log, as UTF-8, at m_fill; the number of bytes, 0 at the end.
std::size_t LogStream::read_some() {
    const auto room = k_room - 4 - m_fill;
    std::size_t count = 0;
    if (!m_has_begun) {
        begin();
        count = m_raw_read - m_raw_rest;
        if (m_width == Width::one) {
            m_raw_fill = m_raw_read;
            if (count > 0)
                return count;
        }
    }
    if (m_width != Width::one)
        return read_wide(room);
    count = m_read(&m_text[m_fill], room);
    m_raw_read += count;
    m_raw_fill += count;
    return count;
}

std::size_t LogStream::read_wide(std::size_t room) {
    auto to = m_fill;
    while (true) {
        decode_wide(to);
        if (to > m_fill)
            return to - m_fill;
        const auto had = m_wide.size();
        m_wide.resize(had + room / 3);
        const auto count = m_read(&m_wide[had], room / 3);
        m_wide.resize(had + count);
        m_raw_read += count;
        if (count == 0)
            return 0;
    }
}

/// Decodes UTF-16 (RFC 2781); a lone surrogate becomes U+FFFD.
void LogStream::decode_wide(std::size_t& to) {
    const auto unit_at = [this](std::size_t at) -> std::uint32_t {
        const auto first = static_cast<unsigned char>(m_wide[at]);
        const auto second = static_cast<unsigned char>(m_wide[at + 1]);
        return m_width == Width::little ? first | (second << 8U) : (first << 8U) | second;
    };
    std::size_t at = 0;
    while (at + 2 <= m_wide.size()) {
        auto point = unit_at(at);
        if (is_high_surrogate(point) && at + 4 > m_wide.size())
            break;
        at += 2;
        if (is_high_surrogate(point) && is_low_surrogate(unit_at(at))) {
            point = 0x10000 + ((point - 0xD800) << 10U) + (unit_at(at) - 0xDC00);
            at += 2;
        } else if (is_high_surrogate(point) || is_low_surrogate(point)) {
            point = 0xFFFD;
        }
        put_utf8(point, m_text.data(), to);
        if (point == '\n')
            m_wide_lines.push_back(m_wide_offset + at);
    }
    m_wide.erase(0, at);
    m_wide_offset += at;
}

/// One past the last line end behind m_rest; m_rest where there is none.
std::size_t LogStream::last_line_end() const {
    const std::string_view rest(&m_text[m_rest], m_fill - m_rest);
    const auto at = m_ends_in_returns ? rest.find_last_of("\r\n") : rest.rfind('\n');
    return at == std::string_view::npos ? m_rest : m_rest + at + 1;
}

/// Of the endless line behind m_rest only what it shows.
void LogStream::shorten() {
    const auto from = redrawn({&m_text[m_rest], m_fill - m_rest});
    std::memmove(&m_text[m_rest], &m_text[m_rest + from], m_fill - m_rest - from);
    m_fill -= from;
    if (m_fill - m_rest <= k_kept)
        return;
    m_fill = m_rest + k_kept;
    m_is_dropping = true;
    ++m_lines_cut;
}

/// Takes what belongs to a cut line out of `count` bytes at m_fill; how many stay.
std::size_t LogStream::without_long_line(std::size_t count) {
    const std::string_view added(&m_text[m_fill], count);
    const auto end = m_ends_in_returns ? added.find_first_of("\r\n") : added.find('\n');
    const auto line = added.substr(0, end);
    const auto behind = added.size() - line.size();
    auto shown = redrawn(line);
    std::size_t kept = 0;
    if (shown > 0) {
        kept = std::min(line.size() - shown, k_kept);
        std::memmove(&m_text[m_rest], added.data() + shown, kept);
    }
    const auto line_end = shown > 0 ? m_rest + kept : m_fill;
    std::memmove(&m_text[line_end], added.data() + line.size(), behind);
    m_is_dropping = end == std::string_view::npos && (shown == 0 || kept == k_kept);
    const auto fill = line_end + behind;
    if (fill >= m_fill)
        return fill - m_fill;
    m_fill = fill;
    return 0;
}

std::size_t LogStream::end_of_line(std::size_t from, std::size_t end) const {
    const std::string_view lines(m_text.data(), end);
    const auto at = m_ends_in_returns ? lines.find_first_of("\r\n", from) : lines.find('\n', from);
    return at == std::string_view::npos ? end : at;
}

/// Offset in the log of the line that begins at a place behind m_rest; lines are asked in order.
std::size_t LogStream::raw_of(std::size_t at) {
    if (m_width != Width::one) {
        const auto offset = m_wide_lines.empty() ? m_wide_offset : m_wide_lines.front();
        if (!m_wide_lines.empty())
            m_wide_lines.pop_front();
        return offset;
    }
    return at == m_rest ? m_raw_rest : m_raw_fill - (m_fill - at);
}

/// Makes the bytes from m_rest to `end` lines of the text.
void LogStream::take_lines(std::size_t end) {
    const auto facts = facts_of({&m_text[m_rest], end - m_rest});
    if (!facts.is_plain || m_width != Width::one || m_ends_in_returns) {
        clean_lines(end);
    } else {
        const auto second = end_of_line(m_rest, end) + 1;
        m_segments.push_back({m_rest, {m_number, m_raw_rest}});
        if (second < end)
            m_segments.push_back({second, {m_number + 1, raw_of(second)}});
        m_number += facts.feeds;
        m_end = end;
    }
    m_raw_rest = m_raw_fill - (m_fill - end);
    m_rest = end;
}

void LogStream::clean_lines(std::size_t end) {
    auto to = m_end;
    for (auto from = m_rest; from < end;) {
        const auto stop = end_of_line(from, end);
        const bool is_feed = stop < end && m_text[stop] == '\n';
        m_segments.push_back({to, {m_number, raw_of(from)}});
        to += clean_line({&m_text[from], stop - from}, &m_text[to]);
        m_text[to++] = '\n';
        m_number += is_feed ? 1 : 0;
        from = stop + 1;
    }
    m_end = to;
}

LogStream::Place LogStream::place_of(std::size_t at) const {
    const auto behind = std::upper_bound(
        m_segments.begin(), m_segments.end(), at,
        [](std::size_t place, const Segment& segment) { return place < segment.at; });
    if (behind == m_segments.begin())
        return {};
    const auto& segment = *(behind - 1);
    const auto& from = m_counted.at <= at && m_counted.at >= segment.at ? m_counted : segment;
    const Segment found{
        at,
        {from.place.number + count_feeds(std::string_view(m_text).substr(from.at, at - from.at)),
         segment.place.offset + (at - segment.at)}};
    m_counted = found;
    return found.place;
}

}  // namespace mendel::diagnose
