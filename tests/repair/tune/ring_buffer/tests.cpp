#undef NDEBUG
#include <cassert>
#include <cstdio>
#include <stdexcept>

#include "ring.hpp"

static void keeps_order() {
    Ring ring(3);
    for (int i = 1; i <= 3; ++i) ring.push(i);
    assert((ring.samples() == std::vector<int>{1, 2, 3}));
}

static void overwrites_the_oldest() {
    Ring ring(3);
    for (int i = 1; i <= 5; ++i) ring.push(i);
    assert(ring.size() == 3);
    assert((ring.samples() == std::vector<int>{3, 4, 5}));
    assert(ring.at(0) == 5);
    assert(ring.at(2) == 3);
}

static void knows_its_mean() {
    Ring ring(4);
    assert(ring.mean() == 0);
    ring.push(1);
    ring.push(2);
    assert(ring.mean() == 1.5);
}

static void refuses_old_ages() {
    Ring ring(2);
    ring.push(7);
    try {
        ring.at(1);
        assert(!"must throw");
    } catch (const std::out_of_range&) {
    }
}

int main() {
    keeps_order();
    overwrites_the_oldest();
    knows_its_mean();
    refuses_old_ages();
    std::puts("all passed");
}
