#include "sys/output_buffer.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace mendel::sys {
namespace {

/// Lines longer than this are cut in the middle rather than lost.
constexpr std::size_t k_line_reach = 4096;

/// Where the last whole line of the head ends.
std::size_t line_end_before(std::string_view text) {
    const std::size_t feed = text.rfind('\n');
    return feed != std::string_view::npos && text.size() - feed <= k_line_reach ? feed + 1
                                                                                : text.size();
}

/// Where the first whole line of the tail begins.
std::size_t line_begin_after(std::string_view text) {
    const std::size_t feed = text.substr(0, k_line_reach).find('\n');
    return feed == std::string_view::npos ? 0 : feed + 1;
}

}  // namespace

void OutputBuffer::append(std::string_view bytes) {
    m_total += bytes.size();
    const std::size_t room = m_half - std::min(m_half, m_head.size());
    m_head += bytes.substr(0, room);
    m_tail += bytes.substr(std::min(room, bytes.size()));
    // Twice the room before it is trimmed: each byte moves at most once on average.
    if (m_tail.size() > 2 * m_half)
        trim_tail();
}

void OutputBuffer::trim_tail() {
    if (m_tail.size() <= m_half)
        return;
    m_tail.erase(0, m_tail.size() - m_half);
    m_lost = true;
}

std::string OutputBuffer::take() {
    trim_tail();
    if (!m_lost)
        return std::move(m_head) + m_tail;
    m_head.resize(line_end_before(m_head));
    m_tail.erase(0, line_begin_after(m_tail));
    const std::size_t missing = m_total - m_head.size() - m_tail.size();
    const std::string_view feed = m_head.empty() || m_head.back() == '\n' ? "" : "\n";
    return fmt::format("{}{}[mendel: {} bytes of output are missing here]\n{}", m_head, feed,
                       missing, m_tail);
}

}  // namespace mendel::sys
