#include "base/ini.hpp"

#include "support/catch.hpp"

using namespace mendel;

TEST_CASE("ini values go on over indented lines and lose their comments") {
    const auto file = base::parse_ini(
        "[testenv:lint]\n# note\ndeps =\n    black\n    ; old\n    isort\n"
        "commands: black {posargs:.}\n");
    CHECK(base::ini_value(file, "testenv:lint", "deps") == "black\nisort");
    CHECK(base::ini_value(file, "testenv:lint", "commands") == "black {posargs:.}");
    CHECK(base::ini_value(file, "testenv", "commands").empty());
}
