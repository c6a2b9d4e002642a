#include "sys/launch/plan.hpp"

#include "support/catch.hpp"
#include "sys/launch/report.hpp"

using namespace mendel;
using namespace mendel::sys;

TEST_CASE("a launch plan comes back as it was, whatever bytes it holds") {
    LaunchPlan plan;
    plan.folder = "/a b";
    plan.argv = {"program", "", "two\nlines", "\xff\xfe"};
    plan.environment = {"A=1", "B="};
    plan.parent = 42;
    plan.host = {.root = true, .mount_namespaces = true, .landlock_abi = 7};
    Sandbox sandbox{.level = SandboxLevel::user};
    sandbox.overlays = {{"l", "u", "w", "t"}};
    sandbox.binds = {{"s", "t"}, {"s2", "t2"}};
    sandbox.hidden = {"h"};
    sandbox.writable = {"w1", "w2"};
    sandbox.uid = 60000;
    sandbox.private_tmp = false;
    plan.sandbox = sandbox;

    const auto bytes = encode(plan);
    REQUIRE(bytes);
    const auto read = decode(*bytes);
    REQUIRE(read);
    CHECK(read->folder == plan.folder);
    CHECK(read->argv == plan.argv);
    CHECK(read->environment == plan.environment);
    CHECK(read->parent == 42);
    CHECK(read->host.landlock_abi == 7);
    CHECK(read->host.root);
    CHECK_FALSE(read->host.overlay);
    REQUIRE(read->sandbox);
    CHECK(read->sandbox->level == SandboxLevel::user);
    CHECK(read->sandbox->overlays.at(0).target == "t");
    CHECK(read->sandbox->binds.at(1).source == "s2");
    CHECK(read->sandbox->writable == sandbox.writable);
    CHECK(read->sandbox->uid == 60000);
    CHECK_FALSE(read->sandbox->private_tmp);
    CHECK(encode(*read) == *bytes);
}

TEST_CASE("a plan cut short anywhere is not read") {
    LaunchPlan plan;
    plan.argv = {"program"};
    plan.sandbox = Sandbox{};
    const auto bytes = encode(plan);
    REQUIRE(bytes);
    for (std::size_t size = 0; size < bytes->size(); ++size)
        CHECK_FALSE(decode(std::string_view(*bytes).substr(0, size)));
    CHECK_FALSE(decode(*bytes + "x"));
}

TEST_CASE("an argument with a NUL is the caller's mistake") {
    LaunchPlan plan;
    plan.argv = {std::string("a\0b", 3)};
    CHECK(encode(plan).error().kind == base::ErrorKind::user);
}

TEST_CASE("reports are read one a line and what is no report is passed over") {
    const auto reports = read_reports("f3 no wall\nm2 tool: gone\n\ne256 \n");
    REQUIRE(reports.size() == 3);
    CHECK(reports[0].kind == ReportKind::failed);
    CHECK(reports[0].number == 3);
    CHECK(reports[0].text == "no wall");
    CHECK(reports[2].kind == ReportKind::exited);
    CHECK(reports[2].number == 256);
}
