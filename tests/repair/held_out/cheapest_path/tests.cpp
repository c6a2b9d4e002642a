#undef NDEBUG
#include <cassert>
#include <cstdio>

#include "path.hpp"

int main() {
    assert(cheapest({}) == 0);
    assert(cheapest({{4, 2, 9}}) == 2);
    assert(cheapest({{1, 9, 9}, {9, 1, 9}, {9, 9, 1}}) == 3);
    assert(cheapest({{1, 9, 9}, {9, 9, 1}, {9, 9, 1}}) == 11);
    assert(cheapest({{5}, {6}, {7}}) == 18);
    assert(cheapest_column({{3, 1}, {3, 4}}) == 1);
    assert(cheapest_column({{1, 1}}) == 0);
    assert(cheapest_column({}) == -1);
    std::puts("ok");
}
