#include "sys/beneath.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include "run_support.hpp"

using namespace mendel;
using namespace mendel::sys;

TEST_CASE("what is written beneath a folder is read back, with its parents and mode") {
    const auto root = scratch_folder();
    REQUIRE(write_beneath(root.path(), "a/b/c.txt", "text", 0755));
    const auto bytes = read_beneath(root.path(), "a/b/c.txt");
    REQUIRE(bytes);
    CHECK(*bytes == std::optional<std::string>("text"));
    const auto entry = entry_beneath(root.path(), "a/b/c.txt");
    REQUIRE(entry);
    CHECK(entry->kind == EntryKind::file);
    CHECK(entry->mode == 0755);
    CHECK(entry->size == 4);
    CHECK(entry_beneath(root.path(), "a")->kind == EntryKind::folder);
}

TEST_CASE("what is not there is nothing, not an error") {
    const auto root = scratch_folder();
    CHECK(*read_beneath(root.path(), "none") == std::nullopt);
    CHECK(*read_beneath(root.path(), "none/deeper") == std::nullopt);
    CHECK(entry_beneath(root.path(), "none/deeper")->kind == EntryKind::none);
    CHECK(remove_beneath(root.path(), "none/deeper"));
}

TEST_CASE("paths that leave the tree are refused") {
    const auto root = scratch_folder();
    for (const char* path : {"../x", "a/../../x", "/etc/passwd", "", ".", "a//b", "a/"}) {
        INFO(path);
        CHECK(read_beneath(root.path(), path).error().kind == base::ErrorKind::refused);
        CHECK(write_beneath(root.path(), path, "x").error().kind == base::ErrorKind::refused);
        CHECK(remove_beneath(root.path(), path).error().kind == base::ErrorKind::refused);
    }
}

TEST_CASE("links on the way are refused where plain file access would follow them") {
    const auto root = scratch_folder();
    const auto outside = scratch_folder();
    REQUIRE(write_file(outside.path() + "/secret", "outside"));
    REQUIRE(::symlink(outside.path().c_str(), (root.path() + "/way").c_str()) == 0);
    CHECK(read_file(root.path() + "/way/secret") == std::string("outside"));
    CHECK(read_beneath(root.path(), "way/secret").error().kind == base::ErrorKind::refused);
    CHECK_FALSE(write_beneath(root.path(), "way/secret", "changed"));
    CHECK_FALSE(write_beneath(root.path(), "way/new", "changed"));
    CHECK_FALSE(remove_beneath(root.path(), "way/secret"));
    CHECK(read_file(outside.path() + "/secret") == std::string("outside"));
    CHECK_FALSE(exists(outside.path() + "/new"));
}

TEST_CASE("a link at the path itself is seen, not read, and is replaced by a write") {
    const auto root = scratch_folder();
    const auto outside = scratch_folder();
    const std::string target = outside.path() + "/secret";
    REQUIRE(write_file(target, "outside"));
    REQUIRE(link_beneath(root.path(), "sub/link", target));
    CHECK(entry_beneath(root.path(), "sub/link")->kind == EntryKind::link);
    CHECK(entry_beneath(root.path(), "sub/link")->link_target == target);
    CHECK_FALSE(read_beneath(root.path(), "sub/link"));
    REQUIRE(write_beneath(root.path(), "sub/link", "inside"));
    CHECK(read_file(target) == std::string("outside"));
    CHECK(read_file(root.path() + "/sub/link") == std::string("inside"));
}

TEST_CASE("a pipe is refused rather than waited for") {
    const auto root = scratch_folder();
    REQUIRE(::mkfifo((root.path() + "/pipe").c_str(), 0600) == 0);
    CHECK(entry_beneath(root.path(), "pipe")->kind == EntryKind::other);
    CHECK_FALSE(entry_beneath(root.path(), "pipe")->whiteout);
    CHECK(read_beneath(root.path(), "pipe").error().kind == base::ErrorKind::refused);
}

TEST_CASE("removing the last file of folders removes them up to the root") {
    const auto root = scratch_folder();
    REQUIRE(write_beneath(root.path(), "a/b/one", "1"));
    REQUIRE(write_beneath(root.path(), "a/two", "2"));
    REQUIRE(remove_beneath(root.path(), "a/b/one"));
    CHECK_FALSE(exists(root.path() + "/a/b"));
    CHECK(exists(root.path() + "/a/two"));
    REQUIRE(remove_beneath(root.path(), "a/two"));
    CHECK_FALSE(exists(root.path() + "/a"));
    CHECK(exists(root.path()));
}
