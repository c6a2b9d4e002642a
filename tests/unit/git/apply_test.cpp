#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/crypto.hpp"
#include "base/json.hpp"
#include "base/json_schema.hpp"
#include "git/checkout.hpp"
#include "git/journal.hpp"
#include "support/catch.hpp"
#include "unit/git/git_fixture.hpp"

using namespace mendel;
using git::test::GitFixture;

namespace {

const std::string k_text = "one\ntwo\nthree\n";

model::Patch varied_patch() {
    return {.changes = {
                {.path = "a.txt", .before = k_text, .after = "one\n"},
                {.path = "link", .before = "a.txt", .after = "run.sh", .mode = 0120000},
                {.path = "new/deep/tool", .after = "#!/bin/sh\n", .mode = 0100755},
                {.path = "run.sh", .before = "#!/bin/sh\n", .after = "#!/bin/bash\n"},
                {.path = "sub/b.txt", .before = "b\n", .after = {}},
            }};
}

std::string file_hash(const std::string& text) {
    return base::sha256("file\n" + text);
}

/// Writes a journal as an interrupted run leaves it: `a.txt` and `new.txt` to write, `sub/b.txt`
/// to delete, of which the first `done` are in place.
void interrupt(const GitFixture& fixture, int done) {
    const auto folder = std::string("r/.git/mendel-apply/");
    const std::vector<git::JournalStep> steps = {
        {.path = "sub/b.txt", .before = file_hash("b\n")},
        {.path = "a.txt", .before = file_hash(k_text), .after = file_hash("A\n"), .staged = "1"},
        {.path = "new.txt", .before = "", .after = file_hash("N\n"), .staged = "2"},
    };
    fixture.write(folder + "1", "A\n");
    fixture.write(folder + "2", "N\n");
    fixture.write(folder + "journal.json", git::to_journal_text(steps));
    if (done > 0)
        sys::remove_tree(fixture.path("r/sub"));
    if (done > 1)
        REQUIRE(sys::rename_path(fixture.path(folder + "1"), fixture.path("r/a.txt")));
    if (done > 2)
        REQUIRE(sys::rename_path(fixture.path(folder + "2"), fixture.path("r/new.txt")));
}

bool is_journal_gone(const GitFixture& fixture) {
    return !sys::exists(fixture.path("r/.git/mendel-apply"));
}

}  // namespace

TEST_CASE("a patch is applied to the work tree, the index stays as it is") {
    const GitFixture fixture;
    fixture.make_repository("r");
    const auto index = fixture.read("r/.git/index");
    REQUIRE(git::apply_to_work_tree(fixture.open("r"), varied_patch()));
    CHECK(fixture.read("r/a.txt") == "one\n");
    CHECK(fixture.read("r/run.sh") == "#!/bin/bash\n");
    CHECK(sys::read_link(fixture.path("r/link")) == "run.sh");
    CHECK((sys::inspect(fixture.path("r/run.sh")).value()->permissions & 0111U) == 0111U);
    CHECK((sys::inspect(fixture.path("r/new/deep/tool")).value()->permissions & 0100U) != 0);
    CHECK_FALSE(sys::exists(fixture.path("r/sub")));
    CHECK(fixture.read("r/.git/index") == index);
    CHECK(is_journal_gone(fixture));
}

TEST_CASE("what the patch says is what the work tree then differs by") {
    const GitFixture fixture;
    fixture.make_repository("r");
    const auto repository = fixture.open("r");
    REQUIRE(git::apply_to_work_tree(repository, varied_patch()));
    const auto changes = git::work_tree_changes(repository, fixture.head("r")).value();
    REQUIRE(changes.changes.size() == 5);
    for (std::size_t at = 0; at < changes.changes.size(); ++at) {
        CHECK(changes.changes[at].path == varied_patch().changes[at].path);
        CHECK(changes.changes[at].after == varied_patch().changes[at].after);
    }
}

TEST_CASE("modes change only where the patch says so, and odd permissions are kept") {
    const GitFixture fixture;
    fixture.make_repository("r");
    sys::remove_tree(fixture.path("r/a.txt"));
    REQUIRE(sys::create_file(
        {.path = fixture.path("r/a.txt"), .bytes = k_text, .permissions = 0640, .exact = true}));
    REQUIRE(git::apply_to_work_tree(
        fixture.open("r"), {.changes = {{.path = "a.txt", .before = k_text, .after = "x\n"},
                                        {.path = "run.sh",
                                         .before = "#!/bin/sh\n",
                                         .after = "#!/bin/sh\n",
                                         .mode = 0100644,
                                         .mode_before = 0100755},
                                        {.path = "sub/b.txt",
                                         .before = "b\n",
                                         .after = "b\n",
                                         .mode = 0100755,
                                         .mode_before = 0100644}}}));
    const auto permissions = [&](const std::string& name) {
        return sys::inspect(fixture.path("r/" + name)).value()->permissions;
    };
    CHECK(permissions("a.txt") == 0640);
    CHECK((permissions("run.sh") & 0111U) == 0);
    CHECK((permissions("sub/b.txt") & 0111U) == 0111U);
}

TEST_CASE("a file that is not as the patch expects it stops everything") {
    const GitFixture fixture;
    fixture.make_repository("r");
    const auto repository = fixture.open("r");
    model::Patch patch = varied_patch();
    std::string culprit;
    SECTION("edited since") {
        fixture.write("r/run.sh", "edited\n");
        culprit = "run.sh";
    }
    SECTION("gone") {
        sys::remove_tree(fixture.path("r/run.sh"));
        culprit = "run.sh";
    }
    SECTION("a new file stands there already") {
        fixture.write("r/new/deep/tool", "mine\n");
        culprit = "new/deep/tool";
    }
    SECTION("an ignored file stands there already") {
        fixture.write("r/x.log", "mine\n");
        patch.changes.push_back({.path = "x.log", .after = "theirs\n"});
        culprit = "x.log";
    }
    SECTION("a link with the same bytes behind it") {
        fixture.write("r/other", "#!/bin/sh\n");
        fixture.link("r/run.sh", "other");
        culprit = "run.sh";
    }
    const auto status = fixture.git("r", {"status", "--porcelain"});
    const auto applied = git::apply_to_work_tree(repository, patch);
    REQUIRE_FALSE(applied);
    CHECK(applied.error().kind == base::ErrorKind::refused);
    CHECK(applied.error().where == culprit);
    CHECK(fixture.git("r", {"status", "--porcelain"}) == status);
    CHECK(fixture.read("r/a.txt") == k_text);
    CHECK(is_journal_gone(fixture));
}

TEST_CASE("nothing is written through a symbolic link or out of the tree") {
    const GitFixture fixture;
    fixture.make_repository("r");
    sys::make_folders(fixture.path("outside"));
    fixture.link("r/way", "../outside");
    const auto path = GENERATE(as<std::string>(), "way/x", "../outside/x", ".git/hooks/x");
    const auto applied =
        git::apply_to_work_tree(fixture.open("r"), {.changes = {{.path = path, .after = "x"}}});
    REQUIRE_FALSE(applied);
    CHECK(applied.error().kind == base::ErrorKind::refused);
    CHECK(sys::list_folder(fixture.path("outside"))->empty());
}

TEST_CASE("in the middle of a merge nothing is applied") {
    const GitFixture fixture;
    fixture.make_repository("r");
    fixture.write("r/.git/MERGE_HEAD", fixture.head("r") + "\n");
    const auto applied = git::apply_to_work_tree(fixture.open("r"), varied_patch());
    REQUIRE_FALSE(applied);
    CHECK(applied.error().kind == base::ErrorKind::refused);
    CHECK(fixture.read("r/a.txt") == k_text);
}

TEST_CASE("line endings of the work tree are kept where git converts them") {
    const GitFixture fixture;
    fixture.make_repository("r");
    fixture.write("r/.gitattributes", "*.bat text eol=crlf\n");
    fixture.write("r/x.bat", "a\r\nb\r\n");
    fixture.commit_all("r", "batch");
    REQUIRE(git::apply_to_work_tree(
        fixture.open("r"),
        {.changes = {{.path = "x.bat", .before = "a\nb\n", .after = "a\nB\n"}}}));
    CHECK(fixture.read("r/x.bat") == "a\r\nB\r\n");
}

TEST_CASE("a folder can take the place of a file and a file that of a folder") {
    const GitFixture fixture;
    fixture.make_repository("r");
    REQUIRE(git::apply_to_work_tree(
        fixture.open("r"), {.changes = {{.path = "a.txt", .before = k_text, .after = {}},
                                        {.path = "a.txt/inside", .after = "x\n"},
                                        {.path = "sub", .after = "file\n"},
                                        {.path = "sub/b.txt", .before = "b\n", .after = {}}}}));
    CHECK(fixture.read("r/a.txt/inside") == "x\n");
    CHECK(fixture.read("r/sub") == "file\n");
    CHECK(is_journal_gone(fixture));
}

TEST_CASE("an interrupted application is completed, wherever it was interrupted") {
    const int done = GENERATE(0, 1, 2, 3);
    CAPTURE(done);
    const GitFixture fixture;
    fixture.make_repository("r");
    interrupt(fixture, done);
    CHECK(git::recover_apply(fixture.open("r")) == true);
    CHECK(fixture.read("r/a.txt") == "A\n");
    CHECK(fixture.read("r/new.txt") == "N\n");
    CHECK_FALSE(sys::exists(fixture.path("r/sub/b.txt")));
    CHECK(is_journal_gone(fixture));
    CHECK(git::recover_apply(fixture.open("r")) == false);
}

TEST_CASE("interrupted before the journal, the files stay as before") {
    const GitFixture fixture;
    fixture.make_repository("r");
    fixture.write("r/.git/mendel-apply/0.new", "half");
    fixture.write("r/.git/mendel-apply/journal.json.new", "{\"schema\"");
    CHECK(git::recover_apply(fixture.open("r")) == false);
    CHECK(fixture.git("r", {"status", "--porcelain"}).empty());
    CHECK(is_journal_gone(fixture));
}

TEST_CASE("an edit made after the interruption is never overwritten") {
    const GitFixture fixture;
    fixture.make_repository("r");
    interrupt(fixture, 1);
    fixture.write("r/a.txt", "my own edit\n");
    const auto recovered = git::recover_apply(fixture.open("r"));
    REQUIRE_FALSE(recovered);
    CHECK(recovered.error().kind == base::ErrorKind::refused);
    CHECK(recovered.error().where == "a.txt");
    CHECK(fixture.read("r/a.txt") == "my own edit\n");
    CHECK_FALSE(sys::exists(fixture.path("r/new.txt")));
}

TEST_CASE("the next application completes an interrupted one first") {
    const GitFixture fixture;
    fixture.make_repository("r");
    interrupt(fixture, 1);
    REQUIRE(git::apply_to_work_tree(
        fixture.open("r"), {.changes = {{.path = "a.txt", .before = "A\n", .after = "B\n"}}}));
    CHECK(fixture.read("r/a.txt") == "B\n");
    CHECK(fixture.read("r/new.txt") == "N\n");
}

TEST_CASE("the journal follows its published schema and is read back") {
    const std::vector<git::JournalStep> steps = {
        {.path = "caf\xc3\xa9/\xff", .before = file_hash("a"), .after = "", .staged = ""},
        {.path = "new", .before = "", .after = file_hash("b"), .staged = "1.new"}};
    const auto text = git::to_journal_text(steps);
    CHECK(git::parse_journal(text, "here").value() == steps);
    const auto path = std::string(MENDEL_SOURCE_FOLDER) + "/schemas/apply_journal.schema.json";
    const auto schema = base::parse_json(sys::read_file(path).value(), path).value();
    CHECK(base::check_schema(schema, base::parse_json(text, "here").value())->empty());
}

TEST_CASE("a damaged journal is an error and changes nothing") {
    const GitFixture fixture;
    fixture.make_repository("r");
    const auto text = GENERATE(values<std::string>(
        {"", "{}", "[]", R"({"schema": "mendel.apply_journal/2", "steps": []})",
         R"({"schema": "mendel.apply_journal/1", "steps": [{"path_bytes": 1}]})",
         git::to_journal_text({{.path = "../x", .staged = "1"}}),
         git::to_journal_text({{.path = "x", .staged = "../../a.txt"}})}));
    fixture.write("r/.git/mendel-apply/journal.json", text);
    CHECK_FALSE(git::recover_apply(fixture.open("r")));
    CHECK(fixture.git("r", {"status", "--porcelain"}).empty());
}

namespace {

constexpr int k_files = 60;

model::Patch large_patch() {
    model::Patch patch;
    for (int number = 0; number < k_files; ++number)
        patch.changes.push_back({.path = "f" + std::to_string(number),
                                 .before = "before\n",
                                 .after = std::string(2000, 'a') + "\n"});
    return patch;
}

int changed_files(const GitFixture& fixture) {
    int changed = 0;
    for (const auto& change : large_patch().changes)
        changed += fixture.read("r/" + change.path) == change.after ? 1 : 0;
    return changed;
}

}  // namespace

/// Body of the child that the next test kills; hidden, it runs by name alone.
TEST_CASE("child: applies the large patch", "[.]") {
    const auto folder = sys::environment_value("MENDEL_TEST_REPOSITORY");
    REQUIRE(folder);
    const auto repository = git::Repository::open(*folder);
    REQUIRE(repository);
    CHECK(git::apply_to_work_tree(*repository, large_patch()));
}

TEST_CASE("killed at any moment, the files are as before or wholly patched after recovery") {
    const GitFixture fixture;
    fixture.make_repository("r");
    for (const auto& change : large_patch().changes)
        fixture.write("r/" + change.path, *change.before);
    fixture.commit_all("r", "many");
    auto environment = sys::allowed_environment();
    environment["MENDEL_TEST_REPOSITORY"] = fixture.path("r");
    environment["HOME"] = fixture.path("home");
    for (int milliseconds = 1; milliseconds < 120; milliseconds += 7) {
        const auto child =
            sys::run_process({.argv = {sys::own_program(), "child: applies the large patch"},
                              .directory = fixture.path("r"),
                              .environment = environment,
                              .deadline = std::chrono::milliseconds(milliseconds)});
        REQUIRE(child);
        const auto recovered = git::recover_apply(fixture.open("r"));
        REQUIRE(recovered);
        const auto changed = changed_files(fixture);
        CAPTURE(milliseconds, *recovered, changed, child->output);
        CHECK((changed == 0 || changed == k_files));
        CHECK(is_journal_gone(fixture));
        fixture.git("r", {"checkout", "-q", "."});
    }
}
