#include "model/request.hpp"

#include "support/catch.hpp"

using namespace mendel::model;

TEST_CASE("a commit id is 40 or 64 hexadecimal digits in lower case") {
    CHECK(is_commit_id(std::string(40, 'a')));
    CHECK(is_commit_id(std::string(64, '0')));
    CHECK_FALSE(is_commit_id(std::string(39, 'a')));
    CHECK_FALSE(is_commit_id(std::string(40, 'A')));
    CHECK_FALSE(is_commit_id(std::string(40, 'g')));
    CHECK_FALSE(is_commit_id(""));
}

TEST_CASE("a repository is owner and name in plain characters") {
    CHECK(is_repository_name("octo-org/octo.repo_1"));
    const auto bad = GENERATE("", "a", "/", "a/", "/b", "a/b/c", "a/..", "./b", "a b/c", "a/b\n");
    INFO(bad);
    CHECK_FALSE(is_repository_name(bad));
    CHECK_FALSE(is_repository_name("a/" + std::string(101, 'b')));
}

TEST_CASE("a branch is what git takes for one") {
    const auto good =
        GENERATE("main", "dependabot/npm_and_yarn/a-1.2", "f\xc3\xbcr", "a@b", "$(id)");
    INFO(good);
    CHECK(is_branch_name(good));
    const auto bad =
        GENERATE("", "-f", "a b", "a..b", "a//b", "/a", "a/", ".a", "a/.b", "a.lock", "a.lock/b",
                 "a.", "@", "a@{1}", "a~1", "a^", "a:b", "a?", "a*", "a[", "a\\b", "a\nb", "a\x7f");
    INFO(bad);
    CHECK_FALSE(is_branch_name(bad));
    CHECK_FALSE(is_branch_name(std::string(256, 'a')));
}
