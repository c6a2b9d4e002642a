#include "git/checkout.hpp"

#include "support/catch.hpp"
#include "unit/git/git_fixture.hpp"

using namespace mendel;
using git::test::GitFixture;

namespace {

/// A repository whose files need every kind of care.
void make_varied(const GitFixture& fixture) {
    fixture.make_repository("r");
    for (int number = 0; number < 300; ++number)
        fixture.write("r/many/" + std::to_string(number % 7) + "/" + std::to_string(number),
                      std::to_string(number));
    fixture.write("r/caf\xc3\xa9/a b", "x\n");
    fixture.write("r/empty", "");
    fixture.write("r/script.bat", "a\r\nb\r\n");
    fixture.write("r/.gitattributes", "*.bat text eol=crlf\n*.id ident\n");
    fixture.write("r/version.id", "$Id$\n");
    fixture.commit_all("r", "varied");
    fixture.git("r", {"tag", "-a", "v1.0", "-m", "one"});
}

}  // namespace

TEST_CASE("a clone has the files that git would check out, and git finds it clean") {
    const GitFixture fixture;
    make_varied(fixture);
    const auto head = fixture.head("r");
    REQUIRE(git::checkout_clone(fixture.open("r"), head, fixture.path("clone")));
    CHECK(fixture.git("clone", {"status", "--porcelain", "--ignored"}).empty());
    CHECK(fixture.head("clone") == head);
    CHECK(fixture.open("clone").state()->detached);
    fixture.git("r", {"worktree", "add", "-q", "--detach", "../linked"});
    const auto diff = sys::run_process(
        {.argv = {"diff", "-r", "--no-dereference", "--exclude=.git", "linked", "clone"},
         .directory = fixture.path(""),
         .environment = sys::allowed_environment()});
    CHECK(diff->output == "");
    CHECK(diff->exit_code == 0);
    CHECK((sys::inspect(fixture.path("clone/run.sh")).value()->permissions & 0100U) != 0);
    CHECK(sys::read_link(fixture.path("clone/link")) == "a.txt");
    CHECK(fixture.read("clone/script.bat") == "a\r\nb\r\n");
}

TEST_CASE("a clone knows tags and history, and commits without touching the original") {
    const GitFixture fixture;
    make_varied(fixture);
    REQUIRE(git::checkout_clone(fixture.open("r"), fixture.head("r"), fixture.path("clone")));
    CHECK(fixture.git("clone", {"describe"}) == "v1.0\n");
    CHECK(fixture.git("clone", {"log", "--format=%s"}) == "varied\nfirst\n");
    fixture.write("clone/a.txt", "in the clone\n");
    fixture.commit_all("clone", "in the clone");
    CHECK(fixture.git("r", {"log", "-1", "--format=%s"}) == "varied\n");
    CHECK(fixture.git("r", {"status", "--porcelain"}).empty());
    fixture.git("clone", {"fsck", "--strict"});
}

TEST_CASE("a clone of a snapshot has what is not committed") {
    const GitFixture fixture;
    fixture.make_repository("r");
    fixture.write("r/a.txt", "changed\n");
    fixture.write("r/new.txt", "new\n");
    const auto repository = fixture.open("r");
    const auto snapshot = repository.snapshot("run").value();
    REQUIRE(git::checkout_clone(repository, snapshot, fixture.path("clone")));
    CHECK(fixture.read("clone/a.txt") == "changed\n");
    CHECK(fixture.read("clone/new.txt") == "new\n");
    CHECK(fixture.git("clone", {"status", "--porcelain"}).empty());
}

TEST_CASE("a clone leaves remotes, headers and hooks of the original behind") {
    const GitFixture fixture;
    fixture.make_repository("r");
    fixture.git("r", {"config", "http.https://example.org/.extraheader", "AUTHORIZATION: secret"});
    fixture.git("r", {"remote", "add", "origin", "https://user:secret@example.org/x.git"});
    fixture.git("r", {"config", "core.fileMode", "false"});
    fixture.write("r/.git/hooks/post-checkout", "#!/bin/sh\n", 0755);
    REQUIRE(git::checkout_clone(fixture.open("r"), fixture.head("r"), fixture.path("clone")));
    CHECK_THAT(fixture.read("clone/.git/config"), !Catch::Contains("secret"));
    CHECK(fixture.git("clone", {"config", "core.fileMode"}) == "false\n");
    CHECK_FALSE(sys::exists(fixture.path("clone/.git/hooks/post-checkout")));
}

TEST_CASE("clones of a shallow clone, a linked work tree and a clone work in git") {
    const GitFixture fixture;
    fixture.make_repository("origin");
    fixture.write("origin/a.txt", "second\n");
    const auto head = fixture.commit_all("origin", "second");
    fixture.git("", {"clone", "-q", "--depth", "1", "file://" + fixture.path("origin"), "shallow"});
    fixture.git("origin", {"worktree", "add", "-q", "--detach", "../linked"});
    REQUIRE(git::checkout_clone(fixture.open("origin"), head, fixture.path("clone")));
    const auto source = GENERATE(as<std::string>(), "shallow", "linked", "clone");
    REQUIRE(git::checkout_clone(fixture.open(source), head, fixture.path("result")));
    CHECK(fixture.git("result", {"status", "--porcelain"}).empty());
    CHECK(fixture.git("result", {"log", "-1", "--format=%s"}) == "second\n");
    fixture.git("result", {"fsck"});
}

TEST_CASE("a submodule is an empty folder in a clone") {
    const GitFixture fixture;
    fixture.make_repository("library");
    fixture.make_repository("r");
    fixture.git("r", {"submodule", "--quiet", "add", fixture.path("library"), "lib"});
    fixture.commit_all("r", "submodule");
    REQUIRE(git::checkout_clone(fixture.open("r"), fixture.head("r"), fixture.path("clone")));
    CHECK(sys::list_folder(fixture.path("clone/lib"))->empty());
    CHECK(fixture.git("clone", {"status", "--porcelain"}).empty());
}

TEST_CASE("Git LFS content that is at hand is checked out, what is not stays a pointer") {
    const GitFixture fixture;
    fixture.make_repository("r");
    const std::string id = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    const std::string absent(64, '0');
    const auto pointer = [](const std::string& oid) {
        return "version https://git-lfs.github.com/spec/v1\noid sha256:" + oid + "\nsize 3\n";
    };
    fixture.write("r/.gitattributes", "*.psd filter=lfs diff=lfs merge=lfs -text\n");
    fixture.write("r/here.psd", pointer(id));
    fixture.write("r/away.psd", pointer(absent));
    fixture.write("r/text.txt", pointer(id));
    fixture.commit_all("r", "pictures");
    fixture.write("r/.git/lfs/objects/ba/78/" + id, "abc");
    REQUIRE(git::checkout_clone(fixture.open("r"), fixture.head("r"), fixture.path("clone")));
    CHECK(fixture.read("clone/here.psd") == "abc");
    CHECK(fixture.read("clone/away.psd") == pointer(absent));
    CHECK(fixture.read("clone/text.txt") == pointer(id));
    CHECK(git::work_tree_changes(fixture.open("clone"), fixture.head("r"))->empty());
}

TEST_CASE("a folder that is not empty is no place for a clone") {
    const GitFixture fixture;
    fixture.make_repository("r");
    fixture.write("full/file", "x");
    const auto status =
        git::checkout_clone(fixture.open("r"), fixture.head("r"), fixture.path("full"));
    REQUIRE_FALSE(status);
    CHECK(status.error().kind == base::ErrorKind::user);
    sys::make_folders(fixture.path("empty"));
    CHECK(git::checkout_clone(fixture.open("r"), fixture.head("r"), fixture.path("empty")));
}

TEST_CASE("changes of the work tree are a patch against the commit") {
    const GitFixture fixture;
    fixture.make_repository("r");
    const auto head = fixture.head("r");
    const auto repository = fixture.open("r");
    CHECK(git::work_tree_changes(repository, head)->empty());
    fixture.write("r/a.txt", "changed\n");
    fixture.write("r/new.txt", "new\n");
    fixture.write("r/x.log", "ignored\n");
    fixture.write("r/run.sh", "#!/bin/sh\n", 0644);
    sys::remove_tree(fixture.path("r/sub"));
    const auto patch = git::work_tree_changes(repository, head).value();
    CHECK(patch.base == head);
    REQUIRE(patch.changes.size() == 4);
    CHECK(patch.changes[0].path == "a.txt");
    CHECK(patch.changes[0].before == "one\ntwo\nthree\n");
    CHECK(patch.changes[0].after == "changed\n");
    CHECK(patch.changes[1].path == "new.txt");
    CHECK_FALSE(patch.changes[1].before);
    CHECK(patch.changes[2].path == "run.sh");
    CHECK(patch.changes[2].changes_mode());
    CHECK(patch.changes[3].path == "sub/b.txt");
    CHECK_FALSE(patch.changes[3].after);
}
