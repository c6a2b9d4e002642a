#include <random>

#include "run/backoff.hpp"
#include "run/breaker.hpp"
#include "run/deadlines.hpp"
#include "run/failure_patterns.hpp"
#include "run/scaling.hpp"
#include "support/catch.hpp"

using namespace mendel::run;
using namespace std::chrono_literals;

namespace {
const std::chrono::steady_clock::time_point k_start{1h};
}

TEST_CASE("a breaker opens at half errors, rests, probes, and closes after enough successes") {
    Breaker breaker({.window = 10, .least = 4, .share = 0.5, .rest = 10s, .probes = 2});
    breaker.record(true, k_start);
    breaker.record(true, k_start);
    breaker.record(false, k_start);
    CHECK(breaker.state(k_start) == BreakerState::closed);
    breaker.record(false, k_start);
    CHECK(breaker.state(k_start) == BreakerState::open);
    CHECK(breaker.room(k_start, 0) == 0);
    const auto rested = k_start + 10s;
    CHECK(breaker.state(rested) == BreakerState::half_open);
    CHECK(breaker.room(rested, 0) == 2);
    CHECK(breaker.room(rested, 1) == 1);
    breaker.record(true, rested);
    CHECK(breaker.state(rested) == BreakerState::half_open);
    breaker.record(true, rested);
    CHECK(breaker.state(rested) == BreakerState::closed);
}

TEST_CASE("a failed probe opens a breaker again") {
    Breaker breaker({.least = 2, .rest = 10s});
    breaker.record(false, k_start);
    breaker.record(false, k_start);
    breaker.record(false, k_start + 10s);
    CHECK(breaker.state(k_start + 15s) == BreakerState::open);
    CHECK(breaker.state(k_start + 20s) == BreakerState::half_open);
}

TEST_CASE("whatever happens, an open breaker lets nothing through and a closed one everything") {
    for (unsigned seed = 0; seed < 50; ++seed) {
        std::mt19937 random(seed);
        Breaker breaker({.rest = 5s, .probes = 3});
        auto now = k_start;
        for (int step = 0; step < 500; ++step) {
            now += std::chrono::milliseconds(random() % 2000);
            const auto running = random() % 5;
            const auto room = breaker.room(now, running);
            switch (breaker.state(now)) {
                case BreakerState::open:
                    REQUIRE(room == 0);
                    break;
                case BreakerState::half_open:
                    REQUIRE(room + std::min<std::size_t>(running, 3) <= 3);
                    break;
                case BreakerState::closed:
                    REQUIRE(room > 1000);
                    break;
            }
            breaker.record(random() % 3 != 0, now);
        }
    }
}

TEST_CASE("delays double, stay within bounds, and differ by the random part") {
    const Backoff backoff{.first = 100ms, .most = 5s};
    CHECK(backoff.delay(1, 0) == 50ms);
    CHECK(backoff.delay(3, 0) == 200ms);
    for (int attempt = 1; attempt < 100; ++attempt) {
        CHECK(backoff.delay(attempt, 0.999) <= 5s);
        CHECK(backoff.delay(attempt, 0.9) > backoff.delay(attempt, 0.1));
    }
}

TEST_CASE("deadlines follow what was observed, within bounds") {
    Deadlines deadlines({.least = 1s, .most = 60s, .first = 30s, .factor = 3});
    CHECK(deadlines.of("a") == 30s);
    for (int count = 0; count < 20; ++count)
        deadlines.observe("a", 4s);
    CHECK(deadlines.of("a") == 12s);
    CHECK(deadlines.of("b") == 30s);
    deadlines.stretch(2);
    CHECK(deadlines.of("a") == 24s);
    for (int count = 0; count < 200; ++count)
        deadlines.observe("a", 1ms);
    CHECK(deadlines.of("a") == 2s);
}

TEST_CASE("workers grow at once with the queue, and go one by one when it is calm") {
    Scaling scaling({.min = 2, .max = 10, .calm = 5s});
    CHECK(scaling.wanted(0, k_start) == 2);
    CHECK(scaling.wanted(7, k_start + 1s) >= 7);
    CHECK(scaling.wanted(100, k_start + 2s) == 10);
    CHECK(scaling.wanted(0, k_start + 3s) == 10);
    CHECK(scaling.wanted(0, k_start + 8s) == 9);
    CHECK(scaling.wanted(0, k_start + 9s) == 9);
    CHECK(scaling.wanted(0, k_start + 14s) == 8);
}

TEST_CASE("a queue that grows gets workers ahead of its depth") {
    Scaling scaling({.min = 1, .max = 50});
    scaling.wanted(1, k_start);
    CHECK(scaling.wanted(5, k_start + 1s) > 5);
}

TEST_CASE("whatever the depth, the number of workers stays within its bounds") {
    std::mt19937 random(7);
    Scaling scaling({.min = 3, .max = 400});
    auto now = k_start;
    for (int step = 0; step < 2000; ++step) {
        now += std::chrono::milliseconds(random() % 3000);
        const auto wanted = scaling.wanted(random() % 200, now);
        REQUIRE(wanted >= 3);
        REQUIRE(wanted <= k_most_workers);
    }
}

TEST_CASE("braking halves the most workers for a while") {
    Scaling scaling({.min = 2, .max = 10});
    CHECK(scaling.wanted(50, k_start) == 10);
    scaling.brake(k_start + 30s);
    CHECK(scaling.wanted(50, k_start + 1s) == 5);
    CHECK(scaling.wanted(50, k_start + 31s) == 10);
}

TEST_CASE("patterns of failures are told apart") {
    FailurePatterns patterns;
    CHECK(patterns.current() == FailurePattern::none);
    SECTION("most time out") {
        for (int count = 0; count < 10; ++count)
            patterns.observe({.task = "t", .is_timeout = count % 2 == 0});
        CHECK(patterns.current() == FailurePattern::timeout_spiral);
    }
    SECTION("different tasks fail in a row") {
        for (int count = 0; count < 6; ++count)
            patterns.observe({.task = std::to_string(count)});
        CHECK(patterns.current() == FailurePattern::cascading);
        patterns.observe({.task = "x", .is_success = true});
        CHECK(patterns.current() == FailurePattern::none);
    }
    SECTION("one task that always fails is no cascade") {
        for (int count = 0; count < 12; ++count)
            patterns.observe({.task = "same", .attempt = count});
        CHECK(patterns.current() == FailurePattern::none);
    }
    SECTION("tasks pass on a later attempt") {
        for (int count = 0; count < 10; ++count)
            patterns.observe(
                {.task = std::to_string(count), .attempt = 1 + count % 2, .is_success = true});
        CHECK(patterns.current() == FailurePattern::intermittent);
    }
}
