#include <cstdio>

#include "intervals.hpp"

static int failures = 0;

#define CHECK(condition)                                                       \
    do {                                                                       \
        if (!(condition)) {                                                    \
            std::fprintf(stderr, "%s:%d: failed: %s\n", __FILE__, __LINE__, #condition); \
            ++failures;                                                        \
        }                                                                      \
    } while (0)

static void test_add() {
    IntervalSet set;
    set.add(10, 20);
    set.add(30, 40);
    CHECK(set.pieces() == 2);
    CHECK(set.covered() == 20);
    set.add(15, 35);
    CHECK(set.pieces() == 1);
    CHECK(set.covered() == 30);
    set.add(5, 5);
    CHECK(set.pieces() == 1);
}

static void test_touching() {
    IntervalSet set;
    set.add(0, 5);
    set.add(5, 8);
    CHECK(set.pieces() == 1);
    set.add(-3, 0);
    CHECK(set.pieces() == 1);
    CHECK(set.covered() == 11);
}

static void test_contains() {
    IntervalSet set;
    set.add(2, 4);
    CHECK(!set.contains(1));
    CHECK(set.contains(2));
    CHECK(set.contains(3));
    CHECK(!set.contains(4));
}

static void test_gaps() {
    IntervalSet set;
    set.add(2, 4);
    set.add(6, 20);
    CHECK((set.gaps(10) == std::vector<std::pair<long, long>>{{0, 2}, {4, 6}}));
    CHECK((set.gaps(25).back() == std::pair<long, long>{20, 25}));
}

int main() {
    test_add();
    test_touching();
    test_contains();
    test_gaps();
    std::printf("%d failures\n", failures);
    return failures == 0 ? 0 : 1;
}
