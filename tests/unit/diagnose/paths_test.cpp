#include "diagnose/paths.hpp"

#include "support/catch.hpp"
#include "sys/files.hpp"

namespace mendel::diagnose {

TEST_CASE("paths below the root become relative to it") {
    Paths paths("/srv/shop/", "");
    CHECK(paths.relative("/srv/shop/src/a.py") == "src/a.py");
    CHECK(paths.relative("./src//a.py") == "src/a.py");
    CHECK(paths.relative("src/x/../a.py") == "src/a.py");
    CHECK(paths.relative("../shop/src/a.py") == "src/a.py");
    CHECK(paths.relative("file:///srv/shop/a.js") == "a.js");
    CHECK(paths.relative("/usr/lib/python3.11/x.py") == "/usr/lib/python3.11/x.py");
    CHECK(paths.relative("<string>") == "<string>");
}

TEST_CASE("work trees of CI services are known without a root") {
    Paths paths("", "");
    CHECK(paths.relative("/home/runner/work/shop/shop/src/a.py") == "src/a.py");
    CHECK(paths.relative("/home/travis/build/dev/shop/src/a.py") == "src/a.py");
    CHECK(paths.relative("/github/workspace/a.py") == "a.py");
    CHECK(paths.relative("/builds/dev/shop/a.py") == "a.py");
}

TEST_CASE("a path of another machine stands for the file with the longest common end") {
    const auto folder = sys::TemporaryFolder::make("paths");
    REQUIRE(folder);
    REQUIRE(sys::write_file(folder->path() + "/src/pkg/a.py", ""));
    REQUIRE(sys::write_file(folder->path() + "/sub/b.py", ""));
    Paths paths(folder->path(), "cd sub && pytest");
    CHECK(paths.relative("/elsewhere/project/src/pkg/a.py") == "src/pkg/a.py");
    CHECK(paths.relative("/elsewhere/project/src/pkg/none.py") ==
          "/elsewhere/project/src/pkg/none.py");
    CHECK(paths.relative("b.py") == "sub/b.py");
    CHECK(paths.relative("../src/pkg/a.py") == "src/pkg/a.py");
}

TEST_CASE("an installed copy of a package stands for its source") {
    const auto folder = sys::TemporaryFolder::make("paths");
    REQUIRE(folder);
    REQUIRE(sys::write_file(folder->path() + "/src/pkg/a.py", ""));
    REQUIRE(sys::write_file(folder->path() + "/flat/b.py", ""));
    Paths paths(folder->path(), "");
    CHECK(paths.relative("/usr/lib/python3/dist-packages/pkg/a.py") == "src/pkg/a.py");
    CHECK(paths.relative(".tox/py/lib/python3.11/site-packages/flat/b.py") == "flat/b.py");
    CHECK(paths.relative("/usr/lib/python3/dist-packages/other/a.py") ==
          "/usr/lib/python3/dist-packages/other/a.py");
}

TEST_CASE("code of libraries and runtimes is not the repository's own") {
    CHECK(Paths::is_own("src/a.py"));
    CHECK(!Paths::is_own("/usr/lib/python3.11/unittest/case.py"));
    CHECK(!Paths::is_own(".venv/lib/python3.11/site-packages/x.py"));
    CHECK(!Paths::is_own("node_modules/jest/index.js"));
    CHECK(!Paths::is_own("<frozen importlib._bootstrap>"));
    CHECK(!Paths::is_own("node:internal/modules/loader"));
    CHECK(Paths("", "").owns("/elsewhere/src/a.py"));
    CHECK(!Paths("/srv/shop", "").owns("/elsewhere/src/a.py"));
}

}  // namespace mendel::diagnose
