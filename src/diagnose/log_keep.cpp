#include "diagnose/log_keep.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "diagnose/log_line.hpp"

namespace mendel::diagnose {

namespace {

constexpr std::size_t k_keep_all = std::size_t{1} << 20;
constexpr std::size_t k_after_all = 200;  ///< lines kept behind the first megabyte
constexpr std::size_t k_last_lines = 200;
constexpr std::size_t k_piece = 65536 * 2;
constexpr std::size_t k_budget = std::size_t{4} << 20;  ///< of the beginning, and of the end
constexpr std::size_t k_all = static_cast<std::size_t>(-1);

}  // namespace

LineKeeper::LineKeeper(const LogStream& stream, const Prefilter& prefilter, bool keeps_all)
    : m_stream(stream), m_prefilter(prefilter), m_keeps_all(keeps_all), m_remaining(k_all) {}

/// The stream moved its text: what was at its end stands now before the new lines.
void LineKeeper::follow_stream() {
    const auto moved = m_text_end - m_stream.fresh();
    m_next = m_next > moved + 1 ? m_next - moved : 1;
    m_text_end = m_stream.text().size();
}

void LineKeeper::take() {
    follow_stream();
    const auto text = m_stream.text();
    m_hits.clear();
    m_prefilter.literals().find(text, m_stream.fresh() - 1, m_hits);
    if (m_remaining > k_all / 2 && !m_keeps_all && m_stream.bytes_read() > k_keep_all)
        m_remaining = k_after_all;
    for (const auto& hit : m_hits)
        take_hit(hit.last, hit.literal);
    keep_until(text.size());
}

void LineKeeper::take_hit(std::size_t at, std::size_t literal) {
    const auto line = m_stream.text().rfind('\n', at == 0 ? 0 : at - 1) + 1;
    const auto reach = m_prefilter.reach_of(literal);
    if (line >= m_next) {
        keep_until(line);
        keep_from(line, reach.before);
        m_remaining = std::max(m_remaining, std::size_t{1});
        keep_line();
    }
    auto& stretch = m_stretches.back();
    stretch.anchored.push_back({stretch.lines.size() - 1, literal});
    m_remaining = std::max(m_remaining, reach.after);
}

/// Keeps the lines that remain to be kept, up to a place in the text.
void LineKeeper::keep_until(std::size_t end) {
    while (m_next < end && m_remaining > 0)
        keep_line();
}

/// Goes on to a line, keeping at most so many before it.
void LineKeeper::keep_from(std::size_t line, std::size_t lines_before) {
    auto begin = line;
    const auto text = m_stream.text();
    for (std::size_t i = 0; i < lines_before && begin > m_next; ++i)
        begin = text.rfind('\n', begin - 2) + 1;
    begin = std::max(begin, m_next);
    if (begin > m_next) {
        add_gap();
        m_next = begin;
    }
    m_remaining = std::max(m_remaining, lines_before + 1);
    while (m_next < line)
        keep_line();
}

/// Keeps the line at m_next.
void LineKeeper::keep_line() {
    const auto text = m_stream.text();
    const auto end = std::min(text.find('\n', m_next), text.size());
    const auto place = m_stream.place_of(m_next);
    const auto parts = parts_of(text.substr(m_next, end - m_next));
    auto& stretch = room_for(parts.mark.size() + parts.text.size() * 3);
    Line line;
    line.number = place.number;
    line.offset = place.offset;
    const auto store = [&stretch](std::string_view part) -> std::string_view {
        const auto from = stretch.text.size();
        append_utf8(part, stretch.text);
        return std::string_view(stretch.text).substr(from);
    };
    line.mark = store(parts.mark);
    const auto output = event_output(parts.text);
    line.text = store(output ? std::string_view(*output) : parts.text);
    stretch.lines.push_back(line);
    m_next = end + 1;
    m_remaining -= m_remaining < k_all / 2 ? 1 : 0;
}

/// An empty line in place of those that are left out from m_next on.
void LineKeeper::add_gap() {
    const auto place = m_stream.place_of(m_next);
    Line line;
    line.number = place.number;
    line.offset = place.offset;
    room_for(0).lines.push_back(line);
}

/// The stretch that has room for a line; what is full counts against the budget.
Stretch& LineKeeper::room_for(std::size_t bytes) {
    if (!m_stretches.empty()) {
        auto& last = m_stretches.back();
        if (last.text.capacity() - last.text.size() >= bytes &&
            last.lines.size() < k_piece / sizeof(Line))
            return last;
        const auto cost = last.text.size() + last.lines.size() * sizeof(Line);
        if (m_head_count + 1 == m_stretches.size() && m_head_bytes + cost <= k_budget) {
            m_head_bytes += cost;
            ++m_head_count;
        } else {
            m_tail_bytes += cost;
        }
        drop_middle();
    }
    m_stretches.emplace_back();
    m_stretches.back().text.reserve(std::max(k_piece, bytes));
    return m_stretches.back();
}

void LineKeeper::drop_middle() {
    while (!m_keeps_all && m_tail_bytes > k_budget && m_head_count + 1 < m_stretches.size()) {
        const auto oldest = m_stretches.begin() + static_cast<std::ptrdiff_t>(m_head_count);
        m_tail_bytes -= oldest->text.size() + oldest->lines.size() * sizeof(Line);
        m_dropped += oldest->lines.size();
        m_stretches.erase(oldest);
    }
}

void LineKeeper::finish() {
    const auto text = m_stream.text();
    if (m_next >= text.size())
        return;
    keep_from(text.size(), k_last_lines);
}

std::deque<Stretch> LineKeeper::take_stretches() {
    return std::move(m_stretches);
}

}  // namespace mendel::diagnose
