#include "git/tree_path.hpp"

#include "support/catch.hpp"

using namespace mendel;
using namespace std::string_view_literals;

TEST_CASE("ordinary paths of a tree are taken") {
    const auto path = GENERATE("a"sv, "a/b.c"sv, ".github/workflows/ci.yml"sv, ".gitignore"sv,
                               "a b/caf\xc3\xa9"sv, "git"sv, "..."sv, "a\\b"sv, ".gitattributes"sv);
    CHECK(git::check_tree_path(path));
}

TEST_CASE("paths that leave the tree or enter the git folder are refused") {
    const auto path = GENERATE(""sv, "/a"sv, "a//b"sv, "a/"sv, "./a"sv, "a/../b"sv, ".."sv,
                               ".git"sv, ".git/config"sv, "sub/.GiT/hooks/x"sv, "git~1/x"sv,
                               ".git./x"sv, ".git /x"sv, ".git::$INDEX_ALLOCATION/x"sv, "a\0b"sv);
    const auto status = git::check_tree_path(path);
    REQUIRE_FALSE(status);
    CHECK(status.error().kind == base::ErrorKind::refused);
}
