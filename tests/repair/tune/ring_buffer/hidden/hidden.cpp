#undef NDEBUG
#include <cassert>
#include <deque>

#include "ring.hpp"

int main() {
    for (std::size_t capacity : {1u, 2u, 3u, 8u}) {
        Ring ring(capacity);
        std::deque<int> model;
        for (int i = 0; i < 40; ++i) {
            ring.push(i * 7 % 23);
            model.push_back(i * 7 % 23);
            if (model.size() > capacity) model.pop_front();
            assert(ring.size() == model.size());
            assert((ring.samples() == std::vector<int>(model.begin(), model.end())));
            double sum = 0;
            for (int v : model) sum += v;
            assert(ring.mean() == sum / model.size());
            assert(ring.at(0) == model.back());
        }
    }
}
