#include "intake/roles.hpp"

#include "support/catch.hpp"

using namespace mendel::intake;

TEST_CASE("each role holds what the one before it may") {
    CHECK(role_named("admin") > role_named("maintain"));
    CHECK(role_named("maintain") > role_named("write"));
    CHECK(role_named("write") > role_named("triage"));
    CHECK(role_named("triage") > role_named("read"));
    CHECK(role_named("read") > role_named("none"));
    CHECK(role_named("owner") == Role::none);
    CHECK(role_named("") == Role::none);
}

TEST_CASE("the assigned role counts, a role of one's own by its base role, none is no") {
    CHECK(role_of({.role_name = "triage", .permission = "read"}) == Role::triage);
    CHECK(role_of({.role_name = "maintain", .permission = "write"}) == Role::maintain);
    CHECK(role_of({.role_name = "release-team", .permission = "write"}) == Role::write);
    CHECK(role_of({.role_name = "none", .permission = "admin"}) == Role::none);
    CHECK(role_of({.role_name = "", .permission = ""}) == Role::none);
}
