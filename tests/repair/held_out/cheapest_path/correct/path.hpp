#pragma once
#include <algorithm>
#include <limits>
#include <vector>

using Costs = std::vector<std::vector<int>>;

/// The lowest sum over one cell of each row, from top to bottom, moving at most one column per row.
inline int cheapest(const Costs& costs) {
    if (costs.empty() || costs[0].empty()) return 0;
    std::vector<int> best = costs[0];
    const int width = static_cast<int>(best.size());
    for (std::size_t row = 1; row < costs.size(); ++row) {
        std::vector<int> next(width);
        for (int column = 0; column < width; ++column) {
            int from = std::numeric_limits<int>::max();
            for (int shift = -1; shift <= 1; ++shift) {
                const int before = column + shift;
                if (before < 0 || before >= width) continue;
                from = std::min(from, best[before]);
            }
            next[column] = from + costs[row][column];
        }
        best = next;
    }
    return *std::min_element(best.begin(), best.end());
}

/// The column with the lowest total; the first on a tie.
inline int cheapest_column(const Costs& costs) {
    int winner = -1;
    long lowest = std::numeric_limits<long>::max();
    for (std::size_t column = 0; !costs.empty() && column < costs[0].size(); ++column) {
        long sum = 0;
        for (const auto& row : costs) sum += row[column];
        if (sum < lowest) {
            lowest = sum;
            winner = static_cast<int>(column);
        }
    }
    return winner;
}
