#include "run/deadlines.hpp"

#include <algorithm>
#include <vector>

namespace mendel::run {

namespace {
constexpr std::size_t k_most_observed = 200;
constexpr std::size_t k_enough = 5;
constexpr double k_most_stretch = 8;
}  // namespace

void Deadlines::observe(const std::string& kind, std::chrono::milliseconds duration) {
    auto& durations = m_observed[kind];
    durations.push_back(duration);
    if (durations.size() > k_most_observed)
        durations.pop_front();
}

std::chrono::milliseconds Deadlines::of(const std::string& kind) const {
    const auto stretched = [&](std::chrono::milliseconds time) {
        const auto longer = static_cast<double>(time.count()) * m_stretch;
        return std::min(std::chrono::milliseconds(static_cast<std::int64_t>(longer)),
                        m_options.most);
    };
    const auto found = m_observed.find(kind);
    if (found == m_observed.end() || found->second.size() < k_enough)
        return stretched(m_options.first);
    std::vector<std::chrono::milliseconds> sorted(found->second.begin(), found->second.end());
    const auto place = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() * 95 / 100);
    std::nth_element(sorted.begin(), place, sorted.end());
    const auto wanted =
        static_cast<std::int64_t>(static_cast<double>(place->count()) * m_options.factor);
    return stretched(
        std::clamp(std::chrono::milliseconds(wanted), m_options.least, m_options.most));
}

void Deadlines::stretch(double by) {
    m_stretch = std::clamp(m_stretch * by, 1.0, k_most_stretch);
}

}  // namespace mendel::run
