#include "run/scaling.hpp"

#include <algorithm>
#include <cmath>

namespace mendel::run {

namespace {
constexpr std::size_t k_looks = 10;
constexpr double k_ahead_seconds = 2;
}  // namespace

Scaling::Scaling(ScalingOptions options)
    : m_options(options), m_current(std::max<std::size_t>(1, options.min)) {
    m_options.min = std::clamp<std::size_t>(options.min, 1, k_most_workers);
    m_options.max = std::clamp(options.max, m_options.min, k_most_workers);
    m_current = m_options.min;
}

/// Tasks per second by which the queue grows, over the latest looks.
double Scaling::trend() const {
    if (m_looks.size() < 2)
        return 0;
    const auto seconds =
        std::chrono::duration<double>(m_looks.back().time - m_looks.front().time).count();
    if (seconds <= 0)
        return 0;
    return (static_cast<double>(m_looks.back().depth) -
            static_cast<double>(m_looks.front().depth)) /
           seconds;
}

std::size_t Scaling::wanted(std::size_t depth, Time now) {
    m_looks.push_back({now, depth});
    if (m_looks.size() > k_looks)
        m_looks.pop_front();
    const auto expected = static_cast<double>(depth) + std::max(0.0, trend()) * k_ahead_seconds;
    const auto most =
        now < m_braked_until ? std::max(m_options.min, m_options.max / 2) : m_options.max;
    const auto target = std::clamp(static_cast<std::size_t>(std::min(std::ceil(expected), 1e6)),
                                   m_options.min, most);
    if (m_current > most)
        m_current = most;
    if (target >= m_current) {
        m_current = target;
        m_last_busy = now;
    } else if (now - m_last_busy >= m_options.calm) {
        --m_current;
        m_last_busy = now;
    }
    return m_current;
}

void Scaling::brake(Time until) {
    m_braked_until = until;
}

}  // namespace mendel::run
