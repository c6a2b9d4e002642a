#include "run/failure_patterns.hpp"

#include <algorithm>
#include <set>

namespace mendel::run {

namespace {
constexpr std::size_t k_window = 20;
constexpr std::size_t k_least = 8;
constexpr std::size_t k_row = 6;  ///< different tasks failing in a row
}  // namespace

std::string_view name_of(FailurePattern pattern) {
    constexpr std::string_view k_names[] = {"none", "intermittent", "cascading", "timeout spiral"};
    return k_names[static_cast<std::size_t>(pattern)];
}

void FailurePatterns::observe(const AttemptEnd& end) {
    m_ends.push_back(end);
    if (m_ends.size() > k_window)
        m_ends.pop_front();
}

FailurePattern FailurePatterns::current() const {
    const auto count = [&](auto&& matches) {
        return static_cast<std::size_t>(std::count_if(m_ends.begin(), m_ends.end(), matches));
    };
    if (m_ends.size() >= k_least &&
        count([](const AttemptEnd& end) { return end.is_timeout; }) * 2 >= m_ends.size())
        return FailurePattern::timeout_spiral;
    std::set<std::string> in_a_row;
    for (auto end = m_ends.rbegin(); end != m_ends.rend() && !end->is_success; ++end)
        in_a_row.insert(end->task);
    if (in_a_row.size() >= k_row)
        return FailurePattern::cascading;
    const auto later =
        count([](const AttemptEnd& end) { return end.is_success && end.attempt > 1; });
    if (m_ends.size() >= k_least && later * 10 >= m_ends.size() * 3)
        return FailurePattern::intermittent;
    return FailurePattern::none;
}

}  // namespace mendel::run
