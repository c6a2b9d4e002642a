#include "diagnose/prefilter.hpp"

#include <deque>

namespace mendel::diagnose {

namespace {
constexpr std::size_t k_bytes = 256;
}

Prefilter::Prefilter(const std::vector<const Matcher*>& matchers) {
    m_next.emplace_back(k_bytes, 0);
    m_found.emplace_back();
    for (std::size_t i = 0; i < matchers.size(); ++i) {
        m_always.push_back(matchers[i]->anchors.empty());
        for (const auto anchor : matchers[i]->anchors)
            add(anchor, i);
    }
    link();
}

void Prefilter::add(std::string_view anchor, std::size_t matcher) {
    State state = 0;
    for (const char c : anchor) {
        const auto byte = static_cast<unsigned char>(c);
        if (m_next[state][byte] == 0) {
            m_next[state][byte] = static_cast<State>(m_next.size());
            m_next.emplace_back(k_bytes, 0);
            m_found.emplace_back();
        }
        state = m_next[state][byte];
    }
    m_found[state].push_back(matcher);
}

void Prefilter::link() {
    std::vector<State> failure(m_next.size(), 0);
    std::deque<State> queue;
    for (const auto state : m_next[0])
        if (state != 0)
            queue.push_back(state);
    for (; !queue.empty(); queue.pop_front()) {
        const auto state = queue.front();
        const auto& inherited = m_found[failure[state]];
        m_found[state].insert(m_found[state].end(), inherited.begin(), inherited.end());
        for (std::size_t byte = 0; byte < k_bytes; ++byte) {
            const auto next = m_next[state][byte];
            const auto otherwise = m_next[failure[state]][byte];
            if (next == 0) {
                m_next[state][byte] = otherwise;
                continue;
            }
            failure[next] = otherwise;
            queue.push_back(next);
        }
    }
}

std::vector<bool> Prefilter::candidates(const Section& section) const {
    auto chosen = m_always;
    for (std::size_t i = 0; i < section.size(); ++i) {
        State state = 0;
        for (const char c : section.text(i)) {
            state = m_next[state][static_cast<unsigned char>(c)];
            for (const auto matcher : m_found[state])
                chosen[matcher] = true;
        }
    }
    return chosen;
}

}  // namespace mendel::diagnose
