#include "base/glob.hpp"

#include "support/catch.hpp"

using mendel::base::glob_match;

namespace {
struct Case {
    const char* pattern;
    const char* path;
    bool matches;
};
}  // namespace

TEST_CASE("a pattern matches paths as .gitignore and GitHub path filters do") {
    const auto c = GENERATE(values<Case>({
        {"a.txt", "a.txt", true},
        {"a.txt", "b/c/a.txt", true},
        {"a.txt", "a.txt.orig", false},
        {"/a.txt", "a.txt", true},
        {"/a.txt", "b/a.txt", false},
        {"b/a.txt", "c/b/a.txt", false},
        {"*.pem", "keys/server.pem", true},
        {"*.pem", "server.pem.txt", false},
        {".env*", ".env", true},
        {".env*", "app/.env.local", true},
        {"src/*.c", "src/a.c", true},
        {"src/*.c", "src/a/b.c", false},
        {"src/*/b.c", "src/a/b.c", true},
        {"src/**", "src/a/b.c", true},
        {"src/**", "src", false},
        {"src/**", "srcs/a", false},
        {"**/b.c", "b.c", true},
        {"**/b.c", "x/y/b.c", true},
        {"**/b.c", "x/yb.c", false},
        {"src/**/b.c", "src/b.c", true},
        {"src/**/b.c", "src/x/y/b.c", true},
        {"**", "any/thing", true},
        {"", "a", false},
        {"?.c", "a.c", true},
        {"?.c", ".c", false},
        {"a/?", "a/b", true},
        {"a?b", "a/b", false},
        {"a/?/c", "a///c", false},
    }));
    INFO(c.pattern << " on " << c.path);
    CHECK(glob_match(c.pattern, c.path) == c.matches);
}

TEST_CASE("a class matches one of its characters, a negated one any other but the slash") {
    const auto c = GENERATE(values<Case>({
        {"[ab].c", "a.c", true},
        {"[ab].c", "c.c", false},
        {"[a-c].c", "b.c", true},
        {"[!a-c].c", "b.c", false},
        {"[^a-c].c", "d.c", true},
        {"x/a[!x]b", "x/a/b", false},
        {"[]].c", "].c", true},
        {"[a-].c", "-.c", true},
        {"[ab", "[ab", true},
        {"[", "[", true},
    }));
    INFO(c.pattern << " on " << c.path);
    CHECK(glob_match(c.pattern, c.path) == c.matches);
}

TEST_CASE("a pattern of many stars ends quickly on a long path") {
    const std::string path = std::string(300, 'a') + "/" + std::string(300, 'a') + "b";
    CHECK_FALSE(glob_match("**/*a*a*a*a*a*a*a*a*a*a*a*a*c", path));
    CHECK_FALSE(glob_match("**a**a**a**a**a**a**a**a**/c", path));
}
