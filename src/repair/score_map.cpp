#include "repair/score_map.hpp"

#include <algorithm>

namespace mendel::repair {

void ScoreMap::add(const std::string& file, int line, double score) {
    if (line <= 0)
        return;
    auto& known = m_scores[{file, line}];
    known = std::max(known, score);
}

void ScoreMap::raise(const std::string& file, int line, double by) {
    const auto known = m_scores.find({file, line});
    if (known != m_scores.end())
        known->second = std::min(1.0, known->second + by);
}

std::vector<Suspicion> ScoreMap::sorted() const {
    std::vector<Suspicion> lines;
    lines.reserve(m_scores.size());
    for (const auto& [place, score] : m_scores)
        lines.push_back({.file = place.first, .line = place.second, .score = score});
    std::stable_sort(lines.begin(), lines.end(),
                     [](const auto& left, const auto& right) { return left.score > right.score; });
    return lines;
}

}  // namespace mendel::repair
