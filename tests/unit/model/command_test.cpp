#include "model/command.hpp"

#include "support/catch.hpp"

using namespace mendel::model;
using Words = std::vector<std::string>;

TEST_CASE("quoted leaves plain words alone and quotes the rest for a POSIX shell") {
    CHECK(quoted("src/a-b_c.py:3") == "src/a-b_c.py:3");
    CHECK(quoted("") == "''");
    CHECK(quoted("a b") == "'a b'");
    CHECK(quoted("it's") == "'it'\\''s'");
    CHECK(quoted("$HOME") == "'$HOME'");
    CHECK(quoted("a\nb") == "'a\nb'");
    CHECK(quoted("~") == "'~'");
}

TEST_CASE("to_text shows a command as a person would type it") {
    CHECK(to_text({Argv{{"pytest", "-k", "a or b"}}}) == "pytest -k 'a or b'");
    CHECK(to_text({Script{"bash", "a && b"}}) == "a && b");
    CHECK(to_text({.body = Argv{{"make"}}, .environment = {{"A", "1"}, {"B", "x y"}}}) ==
          "A=1 B='x y' make");
}

TEST_CASE("argv_of starts a script with a shell that stops at the first failure") {
    CHECK(argv_of({Argv{{"make", "-k"}}}) == Words{"make", "-k"});
    CHECK(argv_of({Script{"sh", "a; b"}}) == Words{"sh", "-e", "-c", "a; b"});
    const auto bash = argv_of({Script{"bash", "a | b"}});
    CHECK(bash.front() == "bash");
    CHECK(bash.back() == "a | b");
    CHECK_THAT(bash, Catch::Matchers::VectorContains(std::string("pipefail")));
}
