#include "sys/files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include "run_support.hpp"

using namespace mendel;
using namespace mendel::sys;
using Names = std::vector<std::string>;

TEST_CASE("a written file is read back, with missing folders made") {
    const auto root = scratch_folder();
    const std::string path = root.path() + "/a/b/file";
    const std::string bytes("bytes\0with\nall", 14);
    REQUIRE(write_file(path, bytes));
    CHECK(read_file(path) == bytes);
    CHECK(list_folder(root.path() + "/a/b") == Names{"file"});
}

TEST_CASE("a file that is replaced keeps its mode, a new one gets the asked one") {
    const auto root = scratch_folder();
    const std::string path = root.path() + "/file";
    struct stat info {};
    REQUIRE(write_file(path, "1", 0700));
    REQUIRE(write_file(path, "2", 0644));
    REQUIRE(::stat(path.c_str(), &info) == 0);
    CHECK((info.st_mode & 0777U) == 0700);
}

TEST_CASE("writing through a link changes its target and leaves the link") {
    const auto root = scratch_folder();
    REQUIRE(write_file(root.path() + "/target", "old"));
    REQUIRE(::symlink("target", (root.path() + "/link").c_str()) == 0);
    REQUIRE(write_file(root.path() + "/link", "new"));
    CHECK(read_file(root.path() + "/target") == std::string("new"));
    CHECK(list_tree(root.path()) == Names{"link", "target"});
}

TEST_CASE("errors name the path and say whose they are") {
    const auto root = scratch_folder();
    const auto missing = read_file(root.path() + "/none");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().kind == base::ErrorKind::user);
    CHECK(missing.error().where == root.path() + "/none");
    CHECK(read_file(root.path()).error().kind == base::ErrorKind::user);
    REQUIRE(write_file(root.path() + "/file", "x"));
    CHECK(write_file(root.path() + "/file/below", "x").error().kind == base::ErrorKind::user);
    CHECK(list_folder(root.path() + "/file").error().kind == base::ErrorKind::user);
    CHECK(canonical_path(root.path() + "/none").error().kind == base::ErrorKind::user);
}

TEST_CASE("files of /proc, whose size is not known, are read whole") {
    const auto status = read_file("/proc/self/status");
    REQUIRE(status);
    CHECK(status->find("Pid:") != std::string::npos);
}

TEST_CASE("lines are appended one after the other") {
    const auto root = scratch_folder();
    const std::string path = root.path() + "/log/events";
    REQUIRE(append_line(path, "one"));
    REQUIRE(append_line(path, "two"));
    CHECK(read_file(path) == std::string("one\ntwo\n"));
}

TEST_CASE("a tree is listed by its files and links, without the skipped folders") {
    const auto root = scratch_folder();
    for (const char* path : {"/b", "/a/z", "/a/.git/x", "/.git/y"})
        REQUIRE(write_file(root.path() + path, ""));
    REQUIRE(::symlink("/etc", (root.path() + "/a/link").c_str()) == 0);
    CHECK(list_tree(root.path(), {".git"}) == Names{"a/link", "a/z", "b"});
    CHECK(list_tree(root.path())->size() == 5);
}

TEST_CASE("removing a tree takes read-only folders along and does not follow links") {
    const auto root = scratch_folder();
    const std::string outside = root.path() + "/outside";
    const std::string tree = root.path() + "/tree";
    REQUIRE(write_file(outside + "/kept", "1"));
    REQUIRE(write_file(tree + "/locked/file", "1"));
    REQUIRE(::symlink(outside.c_str(), (tree + "/link").c_str()) == 0);
    REQUIRE(::chmod((tree + "/locked").c_str(), 0555) == 0);
    REQUIRE(remove_tree(tree));
    CHECK_FALSE(exists(tree));
    CHECK(exists(outside + "/kept"));
    CHECK(remove_tree(tree));
    REQUIRE(remove_tree(outside + "/kept"));
    CHECK_FALSE(exists(outside + "/kept"));
}

TEST_CASE("a temporary folder ends with its owner and is private") {
    std::string path;
    {
        const auto folder = scratch_folder();
        path = folder.path();
        struct stat info {};
        REQUIRE(::stat(path.c_str(), &info) == 0);
        CHECK((info.st_mode & 0777U) == 0700);
        REQUIRE(write_file(path + "/a/b", "1"));
    }
    CHECK_FALSE(exists(path));
}

TEST_CASE("paths are joined with one slash and an absolute second part wins") {
    CHECK(join_path("a", "b") == "a/b");
    CHECK(join_path("a//", "b") == "a/b");
    CHECK(join_path("/", "b") == "/b");
    CHECK(join_path("a", "/b") == "/b");
    CHECK(join_path("", "b") == "b");
    CHECK(join_path("a", "") == "a");
}

TEST_CASE("the folder part of a path is what stands before the last name") {
    CHECK(parent_path("/a/b") == "/a");
    CHECK(parent_path("/a") == "/");
    CHECK(parent_path("/") == "/");
    CHECK(parent_path("a/b/") == "a");
    CHECK(parent_path("a").empty());
    CHECK(parent_path("").empty());
}
