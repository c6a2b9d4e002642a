#include "base/time_format.hpp"

#include "support/catch.hpp"

using namespace mendel::base;
using std::chrono::milliseconds;

TEST_CASE("to_rfc3339 writes UTC with seconds") {
    const std::chrono::system_clock::time_point epoch;
    CHECK(to_rfc3339(epoch) == "1970-01-01T00:00:00Z");
    CHECK(to_rfc3339(epoch + std::chrono::seconds(1769903999) + milliseconds(999)) ==
          "2026-01-31T23:59:59Z");
}

TEST_CASE("to_text of a duration grows coarser as it grows longer") {
    CHECK(to_text(milliseconds(0)) == "0.0 s");
    CHECK(to_text(milliseconds(440)) == "0.4 s");
    CHECK(to_text(milliseconds(9'999)) == "10.0 s");
    CHECK(to_text(milliseconds(10'000)) == "10 s");
    CHECK(to_text(milliseconds(119'999)) == "119 s");
    CHECK(to_text(milliseconds(185'000)) == "3 min 5 s");
}
