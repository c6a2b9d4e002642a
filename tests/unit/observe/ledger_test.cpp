#include "observe/ledger.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "support/catch.hpp"
#include "sys/files.hpp"
#include "sys/pool.hpp"

using namespace mendel;
using observe::Ledger;

namespace {

/// A ledger at a time of the test's choice.
struct Books {
    sys::TemporaryFolder folder = sys::TemporaryFolder::make("mendel-ledger-").value();
    std::chrono::system_clock::time_point time{std::chrono::seconds(1'760'000'000)};
    observe::PriceTable prices{"2026-01-01",
                               {{"cheap", {1, 10, 0.1, 1.25}}, {"dear", {100, 200, 10, 125}}}};

    std::shared_ptr<Ledger> open() {
        return Ledger::open(folder.path(), {.now = [this] { return time; }, .steady = {}}, prices)
            .value();
    }
};

constexpr observe::SpendingLimits k_limits{.per_run = 100'000, .per_day = 150'000};

}  // namespace

TEST_CASE("money is held back, then booked, exactly") {
    Books books;
    const auto ledger = books.open();
    const auto held =
        ledger->reserve("run", k_limits, {.model = "cheap-1", .input = 1000, .output = 1000});
    REQUIRE(held);
    CHECK(ledger->spent_by_run("run")->reserved == 11'000);
    const auto cost = ledger->settle(
        "run", *held, {.model = "cheap-1", .input = 1000, .output = 7, .cache_read = 333});
    REQUIRE(cost);
    CHECK(*cost == 1000 + 70 + 34);  // 33.3 rounds up
    CHECK(ledger->spent_by_run("run")->total() == 1104);
    CHECK(ledger->spent_today()->total() == 1104);
}

TEST_CASE("a request that could pass a limit is refused before it is made") {
    Books books;
    const auto ledger = books.open();
    const model::TokenUsage most{.model = "cheap", .output = 6000};
    REQUIRE(ledger->reserve("a", k_limits, most));
    const auto second = ledger->reserve("a", k_limits, most);
    REQUIRE_FALSE(second);
    CHECK(second.error().kind == base::ErrorKind::refused);
    CHECK(base::contains(second.error().message, "usd_per_run"));
    REQUIRE(ledger->reserve("b", k_limits, most));
    const auto third = ledger->reserve("c", k_limits, most);
    REQUIRE_FALSE(third);
    CHECK(base::contains(third.error().message, "usd_per_day"));
    books.time += std::chrono::hours(24);
    CHECK(ledger->reserve("c", k_limits, most));
}

TEST_CASE("what a crash left held back counts as spent") {
    Books books;
    REQUIRE(books.open()->reserve("dead", k_limits, {.model = "cheap", .output = 9000}));
    const auto ledger = books.open();
    CHECK(ledger->spent_today()->reserved == 90'000);
    CHECK_FALSE(ledger->reserve("next", k_limits, {.model = "cheap", .output = 9000}));
}

TEST_CASE("half a line of a crash hides no other") {
    Books books;
    const auto ledger = books.open();
    const auto first = ledger->reserve("a", k_limits, {.model = "cheap", .output = 100});
    REQUIRE(first);
    const auto file = books.folder.path() + "/ledger/" + first->substr(0, 10) + ".jsonl";
    REQUIRE(sys::append_text(file, R"({"kind":"reserve","micro_)"));
    REQUIRE(ledger->reserve("a", k_limits, {.model = "cheap", .output = 200}));
    CHECK(ledger->spent_today()->reserved == 3000);
}

TEST_CASE("a settlement after midnight meets its reservation") {
    Books books;
    const auto ledger = books.open();
    const auto held = ledger->reserve("night", k_limits, {.model = "cheap", .output = 1000});
    books.time += std::chrono::hours(24);
    REQUIRE(ledger->settle("night", *held, {.model = "cheap", .output = 10}));
    CHECK(ledger->spent_by_run("night")->total() == 100);
}

TEST_CASE("threads cannot pass a limit together") {
    Books books;
    const auto ledger = books.open();
    sys::parallel_for(40, 8, [&](std::size_t) {
        (void)ledger->reserve("many", k_limits, {.model = "cheap", .output = 1000});
    });
    CHECK(ledger->spent_by_run("many")->total() == 100'000);
}

TEST_CASE("an unknown model costs as much as the dearest") {
    Books books;
    CHECK(observe::price_of(books.prices, "nobody-knows").output == 200);
    CHECK(observe::price_of(books.prices, "cheap-2").output == 10);
}

TEST_CASE("the built-in prices have a day, and a longer name counts before a shorter") {
    CHECK(observe::list_prices().as_of.size() == 10);
    CHECK(observe::price_of(observe::list_prices(), "gpt-5-mini-2025").output == 2);
    CHECK(observe::price_of(observe::list_prices(), "gpt-5").output == 10);
}
