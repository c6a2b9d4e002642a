#include "evaluate/risks.hpp"

#include "support/catch.hpp"

using namespace mendel;
using namespace mendel::evaluate;

namespace {

model::Patch changed(const std::string& path, const std::string& before, const std::string& after) {
    model::Patch patch;
    patch.changes.push_back({.path = path, .before = before, .after = after});
    return patch;
}

bool is_major(const std::string& path, const std::string& before, const std::string& after) {
    return !major_moves(changed(path, before, after)).empty();
}

}  // namespace

TEST_CASE("without approvals in the configuration nothing is risky") {
    const auto patch = changed("requirements.txt", "a==1.0\n", "a==2.0\n");
    CHECK(risks_of(patch, {}, 9999).empty());
}

TEST_CASE("a sensitive path is risky, also below a folder and in another case") {
    const config::ApprovalConfig approvals{.paths = {"src/auth", "*.sql"}};
    CHECK(risks_of(changed("src/auth/login.py", "a", "b"), approvals, 0).size() == 1);
    CHECK(risks_of(changed("SRC/Auth/login.py", "a", "b"), approvals, 0).size() == 1);
    CHECK(risks_of(changed("db/one.sql", "a", "b"), approvals, 0).size() == 1);
    CHECK(risks_of(changed("src/authors.py", "a", "b"), approvals, 0).empty());
}

TEST_CASE("a run above the cost is risky, one at the cost is not") {
    const config::ApprovalConfig approvals{.above_usd = 0.5};
    CHECK(risks_of({}, approvals, 0.5).empty());
    REQUIRE(risks_of({}, approvals, 0.51).size() == 1);
    CHECK(risks_of({}, approvals, 0.51).front().rule == "risk.cost");
    CHECK(risks_of({}, {.above_usd = 0}, 0.01).size() == 1);
}

TEST_CASE("a manifest that moves to another major version is told with both versions") {
    const auto moves =
        major_moves(changed("requirements.txt", "x\nflask==2.3.1\n", "x\nflask==3.0.0\n"));
    REQUIRE(moves.size() == 1);
    CHECK(moves.front().message == "flask moves from 2.3.1 to 3.0.0.");
    CHECK(moves.front().line == 2);
    CHECK(is_major("pyproject.toml", "dependencies = [\n\"a>=1,<2\"\n]\n",
                   "dependencies = [\n\"a>=1,<3\"\n]\n"));
    CHECK(is_major("pyproject.toml", "\"a>=1,<2\"\n", "\"a>=1\"\n"));
    CHECK(is_major("package.json", "{\n\"react\": \"^17.0.2\"\n}", "{\n\"react\": \"^18.2.0\"\n}"));
    CHECK(is_major("Cargo.toml", "serde = \"0.8\"\n", "serde = \"0.9\"\n"));
    CHECK(
        is_major("go.mod", "require example.com/x v1.2.3\n", "require example.com/x/v2 v2.0.0\n"));
}

TEST_CASE("minor and patch versions, new dependencies and other files are no major move") {
    CHECK_FALSE(is_major("requirements.txt", "flask==2.3.1\n", "flask==2.9.0\n"));
    CHECK_FALSE(is_major("requirements.txt", "flask==2.3.1\n", "flask==2.3.1\nnew==7.0\n"));
    CHECK_FALSE(
        is_major("package.json", "{\n\"version\": \"1.0.0\"\n}", "{\n\"version\": \"2.0.0\"\n}"));
    CHECK_FALSE(is_major("Cargo.toml", "serde = \"0.8.1\"\n", "serde = \"0.8.2\"\n"));
    CHECK_FALSE(is_major("notes.md", "flask==2.3.1\n", "flask==3.0.0\n"));
}

TEST_CASE("lock files show the majors that a manifest does not") {
    const std::string npm = R"({"packages": {"": {"version": "1.0.0"},
        "node_modules/a": {"version": "VERSION"}, "node_modules/b": {"version": "4.0.0"}}})";
    const auto with = [&](const std::string& version) {
        auto text = npm;
        return text.replace(text.find("VERSION"), 7, version);
    };
    CHECK(is_major("package-lock.json", with("1.9.0"), with("2.0.0")));
    CHECK_FALSE(is_major("package-lock.json", with("1.9.0"), with("1.10.0")));
    const std::string poetry = "[[package]]\nname = \"a\"\nversion = \"";
    CHECK(is_major("poetry.lock", poetry + "1.0\"\n", poetry + "2.0\"\n"));
    CHECK_FALSE(is_major("Cargo.lock", poetry + "1.0.1\"\n", poetry + "1.2.0\"\n"));
    CHECK(is_major("yarn.lock", "\"@s/a@^1.0.0\":\n  version \"1.2.0\"\n",
                   "\"@s/a@^2.0.0\":\n  version \"2.0.0\"\n"));
}

TEST_CASE("a lock file that is none is passed over") {
    CHECK_FALSE(is_major("package-lock.json", "{", "[1]"));
    CHECK_FALSE(is_major("package-lock.json", R"({"packages": 5})", R"({"packages": [{"a": 1}]})"));
    CHECK_FALSE(is_major("yarn.lock", "", "version \"9\"\n"));
}
