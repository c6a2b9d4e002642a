#include "intake/instant.hpp"

#include "base/time_format.hpp"
#include "support/catch.hpp"

using namespace mendel;

TEST_CASE("times of RFC 3339 are read, whatever their zone") {
    struct Case {
        const char* text;
        const char* utc;
    };
    const auto c = GENERATE(values<Case>({
        {"2019-05-15T15:20:21Z", "2019-05-15T15:20:21Z"},
        {"2021-12-15t20:11:38.999z", "2021-12-15T20:11:38Z"},
        {"2019-05-15T15:20:21+02:00", "2019-05-15T13:20:21Z"},
        {"2019-05-15T23:20:21-05:30", "2019-05-16T04:50:21Z"},
        {"2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"},
    }));
    const auto time = intake::parse_time(c.text);
    REQUIRE(time.has_value());
    CHECK(base::to_rfc3339(*time) == c.utc);
}

TEST_CASE("other texts are no times") {
    const auto text =
        GENERATE("", "now", "2019-05-15", "2019-05-15 15:20:21Z", "2019-05-15T15:20:21",
                 "2019-13-01T00:00:00Z", "2023-02-29T00:00:00Z", "2019-05-15T24:00:00Z",
                 "9999-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "2019-05-15T15:20:21Zx");
    INFO(text);
    CHECK_FALSE(intake::parse_time(text).has_value());
}
