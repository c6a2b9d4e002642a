#undef NDEBUG
#include <cassert>
#include <random>

#include "path.hpp"

static int slow(const Costs& costs, std::size_t row, int column) {
    if (column < 0 || column >= static_cast<int>(costs[0].size())) return 1000000;
    if (row + 1 == costs.size()) return costs[row][column];
    int best = 1000000;
    for (int shift : {-1, 0, 1}) best = std::min(best, slow(costs, row + 1, column + shift));
    return best + costs[row][column];
}

int main() {
    std::mt19937 random(3);
    for (int round = 0; round < 200; ++round) {
        Costs costs(1 + random() % 5, std::vector<int>(1 + random() % 4));
        for (auto& row : costs)
            for (int& cost : row) cost = static_cast<int>(random() % 30) - 5;
        int want = 1000000;
        for (int column = 0; column < static_cast<int>(costs[0].size()); ++column) want = std::min(want, slow(costs, 0, column));
        assert(cheapest(costs) == want);
    }
    assert(cheapest_column({{-5, -9}, {0, 0}}) == 1);
}
