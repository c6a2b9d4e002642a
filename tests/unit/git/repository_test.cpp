#include "git/repository.hpp"

#include "support/catch.hpp"
#include "unit/git/git_fixture.hpp"

using namespace mendel;
using git::test::GitFixture;
using Paths = std::vector<std::string>;

TEST_CASE("a clean repository is its own snapshot") {
    const GitFixture fixture;
    fixture.make_repository("r");
    const auto repository = fixture.open("r");
    CHECK(repository.root() == fixture.path("r"));
    CHECK(repository.git_folder() == fixture.path("r/.git"));
    CHECK(repository.snapshot("run") == fixture.head("r"));
    CHECK(repository.reference("refs/mendel/snapshots/run").value() == fixture.head("r"));
    CHECK_FALSE(repository.state()->dirty);
    CHECK(repository.head_branch().value() == std::optional<std::string>("main"));
    CHECK(repository.files(fixture.head("r")) ==
          Paths{".gitignore", "a.txt", "link", "run.sh", "sub/b.txt"});
}

TEST_CASE("a snapshot of a dirty tree holds what git add --all would, and touches nothing") {
    const GitFixture fixture;
    fixture.make_repository("r");
    fixture.write("r/a.txt", "one\n2\nthree\n");
    fixture.write("r/staged.txt", "staged\n");
    fixture.git("r", {"add", "staged.txt"});
    fixture.write("r/staged.txt", "staged and changed\n");
    fixture.write("r/new/deep/file.txt", "new\n");
    fixture.write("r/new/tool", "#!/bin/sh\n", 0755);
    fixture.write("r/x.log", "ignored\n");
    fixture.write("r/build/out", "ignored\n");
    fixture.link("r/new/link", "../nowhere");
    sys::remove_tree(fixture.path("r/sub/b.txt"));
    fixture.write("r/run.sh", "#!/bin/sh\n", 0644);
    fixture.write("r/link", "no link now\n");
    const auto status = fixture.git("r", {"status", "--porcelain"});
    const auto index = fixture.read("r/.git/index");

    const auto repository = fixture.open("r");
    CHECK(repository.state()->dirty);
    const auto snapshot = repository.snapshot("run").value();
    CHECK(fixture.read("r/.git/index") == index);
    CHECK(fixture.git("r", {"status", "--porcelain"}) == status);
    CHECK(repository.snapshot("again") == snapshot);

    fixture.git("r", {"add", "-A"});
    const auto expected = fixture.git("r", {"write-tree"});
    CHECK(fixture.git("r", {"rev-parse", snapshot + "^{tree}"}) == expected);
    CHECK(fixture.git("r", {"rev-parse", snapshot + "^"}) == fixture.head("r") + "\n");
    CHECK(repository.work_files() == Paths{".gitignore", "a.txt", "link", "new/deep/file.txt",
                                           "new/link", "new/tool", "run.sh", "staged.txt"});
}

TEST_CASE("a folder in place of a file, and a file in place of a folder, are snapshot") {
    const GitFixture fixture;
    fixture.make_repository("r");
    fixture.write("r/a.txt/inside", "x\n");
    fixture.write("r/sub", "a file\n");
    const auto snapshot = fixture.open("r").snapshot("run").value();
    fixture.git("r", {"add", "-A"});
    CHECK(fixture.git("r", {"rev-parse", snapshot + "^{tree}"}) ==
          fixture.git("r", {"write-tree"}));
}

TEST_CASE("a file that is staged as removed but stands in the work tree is kept") {
    const GitFixture fixture;
    fixture.make_repository("r");
    fixture.git("r", {"rm", "-q", "--cached", "a.txt"});
    const auto repository = fixture.open("r");
    CHECK(repository.snapshot("run") == fixture.head("r"));
}

TEST_CASE("line endings are recorded as git would record them") {
    const auto setting = GENERATE(as<std::string>(), "true", "input", "false");
    const GitFixture fixture;
    fixture.make_repository("r");
    fixture.write("r/.gitattributes", "*.bat text eol=crlf\n*.bin -text\n");
    fixture.commit_all("r", "attributes");
    fixture.git("r", {"config", "core.autocrlf", setting});
    fixture.write("r/dos.txt", "a\r\nb\r\n");
    fixture.write("r/x.bat", "a\r\nb\r\n");
    fixture.write("r/x.bin", "a\r\nb\r\n");
    const auto snapshot = fixture.open("r").snapshot("run").value();
    fixture.git("r", {"add", "-A"});
    CHECK(fixture.git("r", {"rev-parse", snapshot + "^{tree}"}) ==
          fixture.git("r", {"write-tree"}));
}

TEST_CASE("a detached head is told and its snapshot works") {
    const GitFixture fixture;
    fixture.make_repository("r");
    fixture.git("r", {"checkout", "-q", "--detach"});
    fixture.write("r/a.txt", "changed\n");
    const auto repository = fixture.open("r");
    CHECK(repository.state()->detached);
    CHECK(repository.head_branch().value() == std::optional<std::string>());
    CHECK(repository.read(repository.snapshot("run").value(), "a.txt").value() ==
          std::optional<std::string>("changed\n"));
}

TEST_CASE("an unborn head has no commit, and its snapshot is the first") {
    const GitFixture fixture;
    sys::make_folders(fixture.path("r"));
    fixture.git("r", {"init", "-q"});
    const auto repository = fixture.open("r");
    CHECK(repository.state()->unborn);
    CHECK_FALSE(repository.state()->dirty);
    CHECK(repository.head_commit().value() == std::optional<std::string>());
    CHECK(repository.head_branch().value() == std::optional<std::string>("main"));
    CHECK(repository.files(repository.snapshot("empty").value()) == Paths{});
    fixture.write("r/a.txt", "a\n");
    CHECK(repository.state()->dirty);
    const auto snapshot = repository.snapshot("run").value();
    CHECK(repository.files(snapshot) == Paths{"a.txt"});
    CHECK(fixture.git("r", {"rev-list", "--count", snapshot}) == "1\n");
}

TEST_CASE("a shallow clone is told and its snapshot works") {
    const GitFixture fixture;
    fixture.make_repository("origin");
    fixture.write("origin/a.txt", "second\n");
    fixture.commit_all("origin", "second");
    fixture.git("", {"clone", "-q", "--depth", "1", "file://" + fixture.path("origin"), "r"});
    fixture.write("r/a.txt", "third\n");
    const auto repository = fixture.open("r");
    CHECK(repository.state()->shallow);
    CHECK(repository.read(repository.snapshot("run").value(), "a.txt").value() ==
          std::optional<std::string>("third\n"));
    CHECK(repository.contains(fixture.head("r"), fixture.head("r")) == true);
}

TEST_CASE("a submodule is told and kept as it is in HEAD, whatever its folder holds") {
    const GitFixture fixture;
    fixture.make_repository("library");
    fixture.make_repository("r");
    fixture.git("r", {"submodule", "--quiet", "add", fixture.path("library"), "third party"});
    fixture.commit_all("r", "submodule");
    fixture.write("r/third party/a.txt", "changed inside\n");
    fixture.commit_all("r/third party", "moves the submodule");
    const auto repository = fixture.open("r");
    CHECK(repository.state()->submodules == Paths{"third party"});
    CHECK_FALSE(repository.state()->dirty);
    CHECK(repository.snapshot("run") == fixture.head("r"));
    fixture.write("r/a.txt", "x\n");
    const auto snapshot = repository.snapshot("run").value();
    CHECK(fixture.git("r", {"diff", "--name-only", "HEAD", snapshot}) == "a.txt\n");
    const auto files = repository.files(snapshot).value();
    CHECK(std::count(files.begin(), files.end(), "third party") == 0);
}

TEST_CASE("a Git LFS pointer in the work tree is told and kept") {
    const GitFixture fixture;
    fixture.make_repository("r");
    const std::string pointer =
        "version https://git-lfs.github.com/spec/v1\noid sha256:"
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\nsize 12\n";
    fixture.write("r/.gitattributes", "*.psd filter=lfs diff=lfs merge=lfs -text\n");
    fixture.write("r/picture.psd", pointer);
    fixture.commit_all("r", "picture");
    const auto repository = fixture.open("r");
    CHECK(repository.state()->lfs_pointers == Paths{"picture.psd"});
    CHECK_FALSE(repository.state()->dirty);
    CHECK(repository.snapshot("run") == fixture.head("r"));
}

TEST_CASE("the content of a Git LFS file is recorded as its pointer") {
    const GitFixture fixture;
    fixture.make_repository("r");
    const std::string pointer =
        "version https://git-lfs.github.com/spec/v1\noid sha256:"
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\nsize 3\n";
    fixture.write("r/.gitattributes", "*.psd filter=lfs diff=lfs merge=lfs -text\n");
    fixture.write("r/picture.psd", pointer);
    fixture.commit_all("r", "picture");
    fixture.write("r/picture.psd", "abc");
    const auto repository = fixture.open("r");
    CHECK(repository.read(repository.snapshot("run").value(), "picture.psd").value() ==
          std::optional<std::string>(pointer));
}

TEST_CASE("a bare repository is an error of the user's") {
    const GitFixture fixture;
    fixture.git("", {"init", "-q", "--bare", "bare"});
    const auto repository = git::Repository::open(fixture.path("bare"));
    REQUIRE_FALSE(repository);
    CHECK(repository.error().kind == base::ErrorKind::user);
    CHECK_THAT(repository.error().message, Catch::Contains("bare"));
}

TEST_CASE("no repository at all is an error of the user's") {
    const GitFixture fixture;
    const auto repository = git::Repository::open(fixture.path("home"));
    REQUIRE_FALSE(repository);
    CHECK(repository.error().kind == base::ErrorKind::user);
    CHECK_THAT(repository.error().message, Catch::Contains("no git repository"));
}

TEST_CASE("a repository is found from a folder inside it") {
    const GitFixture fixture;
    fixture.make_repository("r");
    CHECK(fixture.open("r/sub").root() == fixture.path("r"));
}

TEST_CASE("a partial clone works as long as HEAD's files are there") {
    const GitFixture fixture;
    fixture.make_repository("origin");
    fixture.git("origin", {"config", "uploadpack.allowFilter", "true"});
    const auto url = "file://" + fixture.path("origin");
    fixture.git("", {"clone", "-q", "--filter=blob:none", url, "whole"});
    CHECK(fixture.open("whole").snapshot("run") == fixture.head("origin"));

    fixture.git("", {"clone", "-q", "--filter=blob:none", "--no-checkout", url, "hollow"});
    const auto hollow = git::Repository::open(fixture.path("hollow"));
    REQUIRE_FALSE(hollow);
    CHECK(hollow.error().kind == base::ErrorKind::user);
    CHECK_THAT(hollow.error().message, Catch::Contains("partial clone"));
}

TEST_CASE("a linked work tree is a repository of its own that shares objects and references") {
    const GitFixture fixture;
    fixture.make_repository("r");
    fixture.git("r", {"worktree", "add", "-q", "-b", "topic", "../linked"});
    fixture.write("linked/a.txt", "in the linked one\n");
    const auto linked = fixture.open("linked");
    CHECK(linked.root() == fixture.path("linked"));
    CHECK(linked.git_folder() == fixture.path("r/.git/worktrees/linked"));
    CHECK(linked.common_folder() == fixture.path("r/.git"));
    CHECK(linked.head_branch().value() == std::optional<std::string>("topic"));
    const auto snapshot = linked.snapshot("run").value();
    CHECK(fixture.open("r").read(snapshot, "a.txt").value() ==
          std::optional<std::string>("in the linked one\n"));
}

TEST_CASE("in the middle of a merge the snapshot holds the files as they stand") {
    const GitFixture fixture;
    fixture.make_repository("r");
    fixture.git("r", {"checkout", "-q", "-b", "other"});
    fixture.write("r/a.txt", "theirs\n");
    fixture.commit_all("r", "theirs");
    fixture.git("r", {"checkout", "-q", "main"});
    fixture.write("r/a.txt", "ours\n");
    fixture.commit_all("r", "ours");
    CHECK(fixture.run("r", {"merge", "other"}).exit_code != 0);
    const auto repository = fixture.open("r");
    CHECK(repository.state()->merging);
    CHECK(repository.read(repository.snapshot("run").value(), "a.txt").value() ==
          std::optional<std::string>(fixture.read("r/a.txt")));
    CHECK_THAT(fixture.read("r/a.txt"), Catch::Contains("<<<<<<<"));
}

TEST_CASE("files that a sparse checkout left out are not taken for deleted") {
    const GitFixture fixture;
    fixture.make_repository("r");
    fixture.git("r", {"sparse-checkout", "set", "--no-cone", "/a.txt"});
    REQUIRE_FALSE(sys::exists(fixture.path("r/sub/b.txt")));
    const auto repository = fixture.open("r");
    CHECK_FALSE(repository.state()->dirty);
    CHECK(repository.snapshot("run") == fixture.head("r"));
}

TEST_CASE("a nested repository that is no submodule is left out of the snapshot") {
    const GitFixture fixture;
    fixture.make_repository("r");
    fixture.make_repository("r/nested");
    const auto repository = fixture.open("r");
    CHECK(repository.snapshot("run") == fixture.head("r"));
}

TEST_CASE("names of revisions are resolved, unknown ones are the user's error") {
    const GitFixture fixture;
    fixture.make_repository("r");
    fixture.git("r", {"tag", "-a", "v1", "-m", "a tag"});
    const auto repository = fixture.open("r");
    for (const auto* name : {"HEAD", "main", "v1", "refs/heads/main"})
        CHECK(repository.resolve(name) == fixture.head("r"));
    CHECK(repository.resolve(fixture.head("r").substr(0, 8)) == fixture.head("r"));
    for (const auto* name : {"nothing", "deadbeef", "HEAD~9", "main:none", "", "a b", "..", "-x"}) {
        CAPTURE(name);
        const auto unknown = repository.resolve(name);
        REQUIRE_FALSE(unknown);
        CHECK(unknown.error().kind == base::ErrorKind::user);
    }
    CHECK(repository.resolve("@").value() == fixture.head("r"));
    CHECK(repository.resolve("main^{tree}^{}").has_value() == false);
}

TEST_CASE("reading a commit tells missing files from present ones") {
    const GitFixture fixture;
    fixture.make_repository("r");
    const auto repository = fixture.open("r");
    const auto head = fixture.head("r");
    CHECK(repository.read(head, "sub/b.txt").value() == std::optional<std::string>("b\n"));
    CHECK(repository.read(head, "link").value() == std::optional<std::string>("a.txt"));
    CHECK(repository.read(head, "sub").value() == std::optional<std::string>());
    CHECK(repository.read(head, "none").value() == std::optional<std::string>());
    CHECK(repository.is_ignored("x.log"));
    CHECK(repository.is_ignored("build/deep/file"));
    CHECK_FALSE(repository.is_ignored("a.txt"));
}

TEST_CASE("a patch is committed in memory and the difference gives it back") {
    const GitFixture fixture;
    fixture.make_repository("r");
    const auto repository = fixture.open("r");
    const auto head = fixture.head("r");
    const model::Patch patch{
        .base = head,
        .changes = {{.path = "a.txt", .before = "one\ntwo\nthree\n", .after = "one\n"},
                    {.path = "bin/tool", .after = "#!/bin/sh\n", .mode = 0100755},
                    {.path = "run.sh", .before = "#!/bin/sh\n", .after = "#!/bin/bash\n"},
                    {.path = "sub/b.txt", .before = "b\n", .after = {}}}};
    const auto commit = repository.commit(patch, head, "mends it\n", {.seconds = 1700000100});
    REQUIRE(commit);
    CHECK(fixture.git("r", {"status", "--porcelain"}).empty());
    CHECK(fixture.git("r", {"diff", "--summary", head, *commit}) ==
          " create mode 100755 bin/tool\n delete mode 100644 sub/b.txt\n");
    CHECK(fixture.git("r", {"ls-tree", *commit, "run.sh"}).substr(0, 6) == "100755");
    CHECK(fixture.git("r", {"log", "-1", "--format=%an %at %s", *commit}) ==
          "mendel 1700000100 mends it\n");
    const auto difference = repository.difference(head, *commit).value();
    REQUIRE(difference.changes.size() == 4);
    CHECK(difference.changes[2].mode == 0100755);
    for (std::size_t at = 0; at < 4; ++at) {
        CHECK(difference.changes[at].path == patch.changes[at].path);
        CHECK(difference.changes[at].before == patch.changes[at].before);
        CHECK(difference.changes[at].after == patch.changes[at].after);
    }
    CHECK(repository.contains(*commit, head) == true);
    CHECK(repository.contains(head, *commit) == false);
    CHECK(repository.commit(patch, head, "mends it\n", {.seconds = 1700000100}).value() == *commit);
}

TEST_CASE("a patch for another content, or into the git folder, is not committed") {
    const GitFixture fixture;
    fixture.make_repository("r");
    const auto repository = fixture.open("r");
    const auto change = GENERATE(values<model::FileChange>({
        {.path = "a.txt", .before = "other\n", .after = "x\n"},
        {.path = "a.txt", .after = "x\n"},
        {.path = "none", .before = "x\n", .after = "y\n"},
        {.path = ".git/hooks/pre-commit", .after = "x\n"},
        {.path = "../outside", .after = "x\n"},
        {.path = "/etc/passwd", .after = "x\n"},
        {.path = "sub/.GIT/config", .after = "x\n"},
    }));
    CAPTURE(change.path);
    const auto commit = repository.commit({.changes = {change}}, fixture.head("r"), "no", {});
    REQUIRE_FALSE(commit);
    CHECK(commit.error().kind == base::ErrorKind::refused);
}

TEST_CASE("a difference in a submodule is refused") {
    const GitFixture fixture;
    fixture.make_repository("library");
    fixture.make_repository("r");
    const auto before = fixture.head("r");
    fixture.git("r", {"submodule", "--quiet", "add", fixture.path("library"), "lib"});
    const auto after = fixture.commit_all("r", "submodule");
    const auto difference = fixture.open("r").difference(before, after);
    REQUIRE_FALSE(difference);
    CHECK(difference.error().kind == base::ErrorKind::refused);
    CHECK(difference.error().where == "lib");
}
