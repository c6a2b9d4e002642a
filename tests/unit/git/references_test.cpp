#include "git/repository.hpp"
#include "support/catch.hpp"
#include "unit/git/git_fixture.hpp"

using namespace mendel;
using git::test::GitFixture;

TEST_CASE("a reference is set only where it still is what was expected") {
    const GitFixture fixture;
    fixture.make_repository("r");
    const auto first = fixture.head("r");
    const auto second = fixture.commit_all("r", "second");
    const auto repository = fixture.open("r");
    const std::string name = "refs/heads/topic";
    CHECK(repository.reference(name).value() == std::optional<std::string>());
    CHECK(repository.set_reference(name, first, ""));
    const auto again = repository.set_reference(name, second, "");
    REQUIRE_FALSE(again);
    CHECK(again.error().kind == base::ErrorKind::transient);
    CHECK_FALSE(repository.set_reference(name, second, second));
    CHECK(repository.reference(name).value() == first);
    CHECK(repository.set_reference(name, second, first));
    CHECK(repository.reference(name).value() == second);
    CHECK(repository.set_reference(name, first));
    CHECK(repository.references("refs/heads/") ==
          std::vector<std::string>{"refs/heads/main", name});
    CHECK(repository.remove_reference(name));
    CHECK(repository.remove_reference(name));
    CHECK(repository.reference(name).value() == std::optional<std::string>());
}

TEST_CASE("a reference that is expected to exist but does not is not made") {
    const GitFixture fixture;
    fixture.make_repository("r");
    const auto repository = fixture.open("r");
    const auto set =
        repository.set_reference("refs/heads/topic", fixture.head("r"), fixture.head("r"));
    REQUIRE_FALSE(set);
    CHECK(set.error().kind == base::ErrorKind::transient);
}

TEST_CASE("texts are kept under references and survive a garbage collection") {
    const GitFixture fixture;
    fixture.make_repository("r");
    const auto repository = fixture.open("r");
    const std::string text("a\0b\xff\n", 5);
    CHECK(repository.load_text("refs/mendel/x/1").value() == std::optional<std::string>());
    CHECK(repository.store_text("refs/mendel/x/1", text));
    fixture.git("r", {"gc", "-q", "--prune=now"});
    CHECK(fixture.open("r").load_text("refs/mendel/x/1").value() == text);
    fixture.git("r", {"fsck", "--strict"});
}
