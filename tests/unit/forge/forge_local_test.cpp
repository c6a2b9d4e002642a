#include "forge/forge_local.hpp"

#include <algorithm>

#include "support/catch.hpp"
#include "sys/environment.hpp"
#include "sys/files.hpp"
#include "sys/pool.hpp"
#include "sys/process.hpp"

using namespace mendel;

namespace {

constexpr std::string_view k_heads = "refs/heads/";

/// A repository with one commit on main, and a clock that stands still.
class ForgeFixture {
  public:
    ForgeFixture()
        : m_folder(*sys::TemporaryFolder::make("mendel-forge")),
          m_repository(*git::Repository::initialise(m_folder.path())) {
        first = commit("", "a.txt", "one\n");
        REQUIRE(m_repository.set_reference("refs/heads/main", first));
    }

    std::string commit(const std::string& parent, const std::string& path,
                       const std::string& text) const {
        return m_repository.commit({.changes = {{.path = path, .after = text}}}, parent, "x\n", {})
            .value();
    }

    forge::LocalForge forge() const {
        return {m_repository,
                {.now = [] { return std::chrono::system_clock::from_time_t(1700000000); },
                 .steady = {}}};
    }

    forge::PullRequestDraft draft(const std::string& head_commit) const {
        return {.base_branch = "main",
                .head_branch = "mendel/heal/main-0123456789ab",
                .commit = head_commit,
                .title = "Mend it",
                .body = "because\n",
                .labels = {"mendel"},
                .fingerprint = "0123456789abcdef"};
    }

    std::optional<std::string> branch(const std::string& name) const {
        return m_repository.reference(std::string(k_heads) + name).value();
    }

    const git::Repository& repository() const { return m_repository; }
    const std::string& folder() const { return m_folder.path(); }

    std::string first;

  private:
    sys::TemporaryFolder m_folder;
    git::Repository m_repository;
};

}  // namespace

TEST_CASE("a pull request is opened with a real branch and found again") {
    const ForgeFixture fixture;
    auto forge = fixture.forge();
    const auto fix = fixture.commit(fixture.first, "b.txt", "fix\n");
    const auto opened = forge.upsert_pull_request(fixture.draft(fix));
    REQUIRE(opened);
    CHECK(opened->number == 1);
    CHECK(opened->open);
    CHECK(opened->draft);
    CHECK(opened->created == "2023-11-14T22:13:20Z");
    CHECK(fixture.branch("mendel/heal/main-0123456789ab") == fix);
    const auto found = find_pull_request(forge, "mendel/heal/main-0123456789ab").value();
    REQUIRE(found);
    CHECK(found->title == "Mend it");
    CHECK(found->body == "because\n");
    CHECK(found->labels == std::vector<std::string>{"mendel"});
    CHECK(found->fingerprint == "0123456789abcdef");
    CHECK_FALSE(find_pull_request(forge, "other").value());
}

TEST_CASE("a second call for the same head branch updates the pull request") {
    const ForgeFixture fixture;
    auto forge = fixture.forge();
    auto draft = fixture.draft(fixture.commit(fixture.first, "b.txt", "fix\n"));
    REQUIRE(forge.upsert_pull_request(draft));
    draft.commit = fixture.commit(fixture.first, "b.txt", "better fix\n");
    draft.title = "Mend it better";
    const auto updated = forge.upsert_pull_request(draft);
    REQUIRE(updated);
    CHECK(updated->number == 1);
    CHECK(fixture.branch(draft.head_branch) == draft.commit);
    REQUIRE(forge.pull_requests()->size() == 1);
    CHECK(forge.pull_requests()->front().title == "Mend it better");
}

TEST_CASE("a branch that somebody else moved is left alone") {
    const ForgeFixture fixture;
    auto forge = fixture.forge();
    auto draft = fixture.draft(fixture.commit(fixture.first, "b.txt", "fix\n"));
    const auto foreign = fixture.commit(fixture.first, "c.txt", "somebody's work\n");
    SECTION("that was there before any pull request") {}
    SECTION("that got commits after the pull request was opened") {
        REQUIRE(forge.upsert_pull_request(draft));
        draft.commit = fixture.commit(fixture.first, "b.txt", "other fix\n");
    }
    REQUIRE(fixture.repository().set_reference("refs/heads/" + draft.head_branch, foreign));
    const auto refused = forge.upsert_pull_request(draft);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == base::ErrorKind::refused);
    CHECK(fixture.branch(draft.head_branch) == foreign);
}

TEST_CASE("a branch that is checked out is not moved") {
    const ForgeFixture fixture;
    auto forge = fixture.forge();
    auto draft = fixture.draft(fixture.commit(fixture.first, "b.txt", "fix\n"));
    REQUIRE(fixture.repository().set_reference("refs/heads/topic", fixture.first));
    draft.base_branch = "topic";
    draft.head_branch = "main";
    const auto refused = forge.upsert_pull_request(draft);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == base::ErrorKind::refused);
    CHECK(fixture.branch("main") == fixture.first);
}

TEST_CASE("a closed pull request stays closed and a new one takes a new number") {
    const ForgeFixture fixture;
    auto forge = fixture.forge();
    auto draft = fixture.draft(fixture.commit(fixture.first, "b.txt", "fix\n"));
    REQUIRE(forge.upsert_pull_request(draft));
    REQUIRE(forge.close_pull_request(1));
    REQUIRE(forge.close_pull_request(1));
    CHECK(forge.pull_requests()->empty());
    draft.commit = fixture.commit(fixture.first, "b.txt", "fix again\n");
    CHECK(forge.upsert_pull_request(draft)->number == 2);
    const auto all = forge.pull_requests({.closed_too = true}).value();
    REQUIRE(all.size() == 2);
    CHECK_FALSE(all[0].open);
    CHECK_FALSE(all[0].merged);
    CHECK(all[1].open);
}

TEST_CASE("a pull request whose commit reached the base branch is merged") {
    const ForgeFixture fixture;
    auto forge = fixture.forge();
    const auto draft = fixture.draft(fixture.commit(fixture.first, "b.txt", "fix\n"));
    REQUIRE(forge.upsert_pull_request(draft));
    REQUIRE(fixture.repository().set_reference(
        "refs/heads/main", fixture.commit(draft.commit, "c.txt", "more\n"), fixture.first));
    CHECK(forge.pull_requests()->empty());
    CHECK(forge.pull_request(1)->merged);
    CHECK_FALSE(forge.pull_request(1)->open);
}

TEST_CASE("a draft without what it needs is the user's error") {
    const ForgeFixture fixture;
    auto forge = fixture.forge();
    auto draft = fixture.draft(fixture.first);
    SECTION("no title") {
        draft.title.clear();
    }
    SECTION("no head branch") {
        draft.head_branch.clear();
    }
    SECTION("a base that is not there") {
        draft.base_branch = "none";
    }
    SECTION("into itself") {
        draft.head_branch = "main";
    }
    SECTION("a name that git does not take") {
        draft.head_branch = "bad..name~";
    }
    SECTION("a commit that is not there") {
        draft.commit = std::string(40, '1');
    }
    const auto opened = forge.upsert_pull_request(draft);
    REQUIRE_FALSE(opened);
    CHECK((opened.error().kind == base::ErrorKind::user ||
           opened.error().kind == base::ErrorKind::permanent));
    CHECK(forge.pull_requests({.closed_too = true})->empty());
}

TEST_CASE("issues are made, changed, listed by label and closed") {
    const ForgeFixture fixture;
    auto forge = fixture.forge();
    REQUIRE(forge.create_issue({.title = "one", .labels = {"mendel"}}));
    REQUIRE(forge.create_issue({.title = "two"}));
    CHECK(forge.issues()->size() == 2);
    CHECK(forge.issues({.label = "mendel"})->size() == 1);
    CHECK(forge.update_issue(2, {.title = "second", .body = "text"})->title == "second");
    REQUIRE(forge.close_issue(1));
    const auto open = forge.issues().value();
    REQUIRE(open.size() == 1);
    CHECK(open[0].number == 2);
    CHECK(open[0].body == "text");
    CHECK(forge.issues({.closed_too = true})->size() == 2);
}

TEST_CASE("items are listed by number, not by name") {
    const ForgeFixture fixture;
    auto forge = fixture.forge();
    for (int number = 1; number <= 11; ++number)
        REQUIRE(forge.create_issue({.title = std::to_string(number)}));
    const auto issues = forge.issues().value();
    for (std::size_t at = 0; at < issues.size(); ++at)
        CHECK(issues[at].title == std::to_string(at + 1));
}

TEST_CASE("a comment with a marker is replaced, one without is added") {
    const ForgeFixture fixture;
    auto forge = fixture.forge();
    REQUIRE(forge.create_issue({.title = "one"}));
    REQUIRE(forge.comment(1, {.body = "first", .marker = "status"}));
    REQUIRE(forge.comment(1, {.body = "a word"}));
    REQUIRE(forge.comment(1, {.body = "second", .marker = "status"}));
    REQUIRE(forge.comment(1, {.body = "a word"}));
    const auto comments = forge.comments(1).value();
    REQUIRE(comments.size() == 3);
    CHECK(comments[0].body == "second");
    CHECK(comments[1].body == "a word");
    CHECK(comments[2].body == "a word");
}

TEST_CASE("what is not there is the user's error") {
    const ForgeFixture fixture;
    auto forge = fixture.forge();
    CHECK(forge.pull_request(7).error().kind == base::ErrorKind::user);
    CHECK(forge.close_pull_request(7).error().kind == base::ErrorKind::user);
    CHECK(forge.close_issue(7).error().kind == base::ErrorKind::user);
    CHECK(forge.comment(7, {.body = "x"}).error().kind == base::ErrorKind::user);
    CHECK(forge.comments(7).error().kind == base::ErrorKind::user);
}

TEST_CASE("a record that a newer mendel wrote, or that is damaged, is not guessed at") {
    const ForgeFixture fixture;
    const auto forge = fixture.forge();
    const auto text = GENERATE(as<std::string>(), "", "[]", "{}",
                               R"({"schema": "mendel.pull_request/2", "number": 1})",
                               R"({"schema": "mendel.pull_request/1", "number": "x"})");
    REQUIRE(fixture.repository().store_text("refs/mendel/forge/pulls/1", text));
    const auto listed = forge.pull_requests();
    REQUIRE_FALSE(listed);
    CHECK(listed.error().where == "refs/mendel/forge/pulls/1");
}

namespace {
constexpr int k_each = 15;
}

/// Body of the children of the next test; hidden, it runs by name alone.
TEST_CASE("child: opens issues and a pull request", "[.]") {
    const auto folder = sys::environment_value("MENDEL_TEST_REPOSITORY");
    const auto commit = sys::environment_value("MENDEL_TEST_COMMIT");
    REQUIRE((folder && commit));
    const auto repository = git::Repository::open(*folder);
    REQUIRE(repository);
    forge::LocalForge forge(*repository);
    for (int number = 0; number < k_each; ++number) {
        CHECK(forge.create_issue({.title = "an issue"}));
        CHECK(forge.upsert_pull_request({.base_branch = "main",
                                         .head_branch = "mendel/same",
                                         .commit = *commit,
                                         .title = "the same"}));
    }
}

TEST_CASE("two processes at once get different numbers and one pull request") {
    const ForgeFixture fixture;
    auto environment = sys::allowed_environment();
    environment["HOME"] = fixture.folder();
    environment["MENDEL_TEST_REPOSITORY"] = fixture.folder();
    environment["MENDEL_TEST_COMMIT"] = fixture.commit(fixture.first, "b.txt", "fix\n");
    std::vector<sys::ProcessResult> results(2);
    sys::parallel_for(2, 2, [&](std::size_t index) {
        results[index] = sys::run_process({.argv = {sys::own_program(),
                                                    "child: opens issues and a pull request"},
                                           .directory = fixture.folder(),
                                           .environment = environment})
                             .value();
    });
    for (const auto& result : results) {
        CAPTURE(result.output);
        CHECK(result.exit_code == 0);
    }
    const auto forge = fixture.forge();
    const auto requests = forge.pull_requests().value();
    REQUIRE(requests.size() == 1);
    std::vector<int> numbers = {requests[0].number};
    const auto issues = forge.issues().value();
    for (const auto& issue : issues)
        numbers.push_back(issue.number);
    std::sort(numbers.begin(), numbers.end());
    REQUIRE(numbers.size() == 2 * k_each + 1);
    for (std::size_t at = 0; at < numbers.size(); ++at)
        CHECK(numbers[at] == static_cast<int>(at) + 1);
}
