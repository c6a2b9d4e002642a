#include "base/error.hpp"

#include "base/result.hpp"
#include "support/catch.hpp"

using namespace mendel::base;

TEST_CASE("describe puts the place before the message, where there is one") {
    CHECK(describe({ErrorKind::user, "No such file.", "a.yml:1:2"}) == "a.yml:1:2: No such file.");
    CHECK(describe({ErrorKind::user, "No such file."}) == "No such file.");
}

TEST_CASE("every kind of error has its name") {
    CHECK(name_of(ErrorKind::user) == "user");
    CHECK(name_of(ErrorKind::refused) == "refused");
    CHECK(name_of(ErrorKind::transient) == "transient");
    CHECK(name_of(ErrorKind::permanent) == "permanent");
    CHECK(name_of(ErrorKind::bug) == "bug");
}

TEST_CASE("fail builds the error side of any Result and hands an error on unchanged") {
    const Result<int> first = fail(ErrorKind::transient, "Busy.", "http://localhost");
    REQUIRE_FALSE(first.has_value());
    const Status second = fail(first.error());
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().kind == ErrorKind::transient);
    CHECK(second.error().message == "Busy.");
    CHECK(second.error().where == "http://localhost");
}
