#include "sys/clock.hpp"

#include <set>

#include "support/catch.hpp"

using namespace mendel::sys;

TEST_CASE("the steady clock never goes back") {
    const auto clock = system_clock();
    const auto before = clock.steady();
    CHECK(clock.steady() >= before);
    CHECK(clock.now().time_since_epoch().count() > 0);
}

TEST_CASE("random names have the asked length, plain letters and do not repeat") {
    std::set<std::string> names;
    for (int i = 0; i < 100; ++i)
        names.insert(random_name(16));
    CHECK(names.size() == 100);
    for (const std::string& name : names) {
        CHECK(name.size() == 16);
        CHECK(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") == std::string::npos);
    }
    CHECK(random_name(0).empty());
    CHECK(random_name(100).size() == 100);
}
