#undef NDEBUG
#include <cassert>
#include <random>
#include <set>

#include "intervals.hpp"

int main() {
    std::mt19937 random(4);
    for (int round = 0; round < 300; ++round) {
        IntervalSet set;
        std::set<long> model;
        for (int i = 0; i < 8; ++i) {
            long begin = random() % 30, end = begin + random() % 7;
            set.add(begin, end);
            for (long p = begin; p < end; ++p) model.insert(p);
            assert(set.covered() == static_cast<long>(model.size()));
            std::size_t pieces = 0;
            for (long p : model) pieces += model.count(p - 1) == 0;
            assert(set.pieces() == pieces);
            for (long p = -1; p < 40; ++p) assert(set.contains(p) == (model.count(p) == 1));
            long missing = 0;
            for (auto [from, to] : set.gaps(25)) {
                assert(from < to && to <= 25);
                for (long p = from; p < to; ++p) assert(model.count(p) == 0), ++missing;
            }
            long want = 0;
            for (long p = 0; p < 25; ++p) want += model.count(p) == 0;
            assert(missing == want);
        }
    }
}
