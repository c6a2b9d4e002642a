#include "run/breaker.hpp"

#include <algorithm>
#include <limits>

namespace mendel::run {

std::string_view name_of(BreakerState state) {
    constexpr std::string_view k_names[] = {"closed", "open", "half open"};
    return k_names[static_cast<std::size_t>(state)];
}

BreakerState Breaker::state(Time now) const {
    if (!m_is_open)
        return BreakerState::closed;
    return now - m_opened >= m_options.rest ? BreakerState::half_open : BreakerState::open;
}

std::size_t Breaker::room(Time now, std::size_t running) const {
    switch (state(now)) {
        case BreakerState::closed:
            return std::numeric_limits<std::size_t>::max();
        case BreakerState::open:
            return 0;
        case BreakerState::half_open:
            break;
    }
    const auto taken = std::min(m_options.probes, running + m_successes);
    return m_options.probes - taken;
}

void Breaker::record(bool success, Time now) {
    if (state(now) == BreakerState::open)
        return;  // began before it opened
    if (m_is_open && !success) {
        m_opened = now;
        m_successes = 0;
        return;
    }
    if (m_is_open) {
        if (++m_successes < m_options.probes)
            return;
        m_is_open = false;
        m_successes = 0;
        m_outcomes.clear();
        return;
    }
    m_outcomes.push_back(success);
    if (m_outcomes.size() > m_options.window)
        m_outcomes.pop_front();
    const auto errors =
        static_cast<std::size_t>(std::count(m_outcomes.begin(), m_outcomes.end(), false));
    if (m_outcomes.size() >= m_options.least &&
        static_cast<double>(errors) >= m_options.share * static_cast<double>(m_outcomes.size())) {
        m_is_open = true;
        m_opened = now;
    }
}

}  // namespace mendel::run
