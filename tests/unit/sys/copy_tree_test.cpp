#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "run_support.hpp"

using namespace mendel;
using namespace mendel::sys;

namespace {

struct stat status_of(const std::string& path) {
    struct stat info {};
    REQUIRE(::lstat(path.c_str(), &info) == 0);
    return info;
}

}  // namespace

TEST_CASE("a copied tree has the same bytes, modes, times and links") {
    const auto root = scratch_folder();
    const std::string from = root.path() + "/from";
    REQUIRE(write_file(from + "/sub/program", std::string(200'000, 'x'), 0755));
    REQUIRE(write_file(from + "/empty", "", 0640));
    REQUIRE(::symlink("sub/program", (from + "/link").c_str()) == 0);
    REQUIRE(::symlink("nowhere", (from + "/broken").c_str()) == 0);
    REQUIRE(::mkdir((from + "/hollow").c_str(), 0700) == 0);
    REQUIRE(::chmod((from + "/sub").c_str(), 0555) == 0);

    const std::string to = root.path() + "/deeper/to";
    REQUIRE(copy_tree(from, to));
    CHECK(*read_file(to + "/sub/program") == *read_file(from + "/sub/program"));
    for (const char* path : {"/sub/program", "/empty", "/hollow", "/sub", ""}) {
        INFO(path);
        CHECK(status_of(from + path).st_mode == status_of(to + path).st_mode);
        CHECK(status_of(from + path).st_mtim.tv_nsec == status_of(to + path).st_mtim.tv_nsec);
    }
    CHECK(S_ISLNK(status_of(to + "/link").st_mode));
    CHECK(S_ISLNK(status_of(to + "/broken").st_mode));
    CHECK(*list_tree(from) == *list_tree(to));
}

TEST_CASE("a change of the copy does not reach the original") {
    const auto root = scratch_folder();
    REQUIRE(write_file(root.path() + "/from/a", "old"));
    REQUIRE(copy_tree(root.path() + "/from", root.path() + "/to"));
    REQUIRE(write_file(root.path() + "/to/a", "new"));
    CHECK(read_file(root.path() + "/from/a") == std::string("old"));
}

TEST_CASE("many files are copied whole") {
    const auto root = scratch_folder();
    for (int i = 0; i < 500; ++i)
        REQUIRE(write_file(fmt::format("{}/from/{}/{}", root.path(), i % 7, i), std::to_string(i)));
    REQUIRE(copy_tree(root.path() + "/from", root.path() + "/to"));
    CHECK(list_tree(root.path() + "/to")->size() == 500);
    CHECK(read_file(root.path() + "/to/2/499") == std::string("499"));
}

TEST_CASE("a copy over existing files or of a missing folder fails with the path") {
    const auto root = scratch_folder();
    REQUIRE(write_file(root.path() + "/from/a", "1"));
    REQUIRE(write_file(root.path() + "/to/a", "2"));
    const auto over = copy_tree(root.path() + "/from", root.path() + "/to");
    REQUIRE_FALSE(over);
    CHECK(over.error().where == root.path() + "/to/a");
    CHECK(read_file(root.path() + "/to/a") == std::string("2"));
    CHECK(copy_tree(root.path() + "/none", root.path() + "/x").error().kind ==
          base::ErrorKind::user);
}
