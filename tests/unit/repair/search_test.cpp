#include "repair/search.hpp"

#include "unit/repair/project.hpp"

using namespace mendel;
using namespace mendel::repair;
using repair::test::Project;

namespace {

const std::string k_shop = R"(def total(prices):
    result = 0
    for price in prices:
        result -= price
    return result

def cheapest(prices):
    return max(prices)

def has_discount(count):
    return count < 10
)";

const std::string k_check = "/usr/bin/python3 -m pytest -q";

SearchReport searched(Project& project) {
    auto report = search(project.round(k_check), {}, {});
    INFO((report ? std::string() : report.error().message));
    REQUIRE(report);
    return *report;
}

}  // namespace

TEST_CASE("two faults of one file that fail different tests are mended together") {
    Project project({{"shop.py", k_shop},
                     {"test_shop.py",
                      "from shop import cheapest, total\n"
                      "def test_total():\n    assert total([1, 2]) == 3\n"
                      "def test_cheapest():\n    assert cheapest([2, 1]) == 1\n"
                      "    assert cheapest([3, 1, 2]) == 1\n    assert cheapest([4, 5]) == 4\n"}});
    const auto report = searched(project);
    REQUIRE_FALSE(report.plausible.empty());
    CHECK(report.progress.empty());
    const auto& text = report.plausible.front().files.front().text;
    CHECK(text.find("result += price") != std::string::npos);
    CHECK(text.find("min(prices)") != std::string::npos);
}

TEST_CASE("of three faults what mends most is told as progress") {
    Project project({{"shop.py", k_shop},
                     {"test_shop.py",
                      "from shop import cheapest, has_discount, total\n"
                      "def test_total():\n    assert total([1, 2]) == 3\n"
                      "def test_cheapest():\n    assert cheapest([2, 1]) == 1\n"
                      "def test_discount():\n    assert has_discount(30)\n"
                      "    assert not has_discount(3)\n"}});
    auto round = project.round(k_check);
    auto report = search(round, {}, {.time = std::chrono::seconds(40)});
    REQUIRE(report);
    CHECK(report->plausible.empty());
    REQUIRE_FALSE(report->progress.empty());
}
