#include "agent/sse.hpp"

#include "base/text.hpp"

namespace mendel::agent {

void SseReader::take(std::string_view bytes) {
    m_rest += bytes;
    std::size_t begin = 0;
    for (auto end = m_rest.find('\n'); end != std::string::npos; end = m_rest.find('\n', begin)) {
        auto line = std::string_view(m_rest).substr(begin, end - begin);
        if (!line.empty() && line.back() == '\r')
            line.remove_suffix(1);
        take_line(line);
        begin = end + 1;
    }
    m_rest.erase(0, begin);
}

void SseReader::take_line(std::string_view line) {
    if (line.empty()) {
        if (!m_data.empty())
            m_take(m_event, std::string_view(m_data).substr(0, m_data.size() - 1));
        m_event.clear();
        m_data.clear();
        return;
    }
    const auto colon = line.find(':');
    const auto name = line.substr(0, colon);
    auto value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
    if (!value.empty() && value[0] == ' ')
        value.remove_prefix(1);
    if (name == "event")
        m_event = value;
    else if (name == "data")
        (m_data += value) += '\n';
}

}  // namespace mendel::agent
