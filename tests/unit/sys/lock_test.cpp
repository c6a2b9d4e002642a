#include "sys/lock.hpp"

#include "run_support.hpp"

using namespace mendel;
using namespace mendel::sys;

TEST_CASE("a second lock on the same file is refused until the first ends") {
    const auto root = scratch_folder();
    const std::string path = root.path() + "/sub/lock";
    {
        const auto first = lock_file(path, LockWait::no);
        REQUIRE(first);
        const auto second = lock_file(path, LockWait::no);
        REQUIRE_FALSE(second);
        CHECK(second.error().kind == base::ErrorKind::transient);
        CHECK(second.error().where == path);
    }
    CHECK(lock_file(path, LockWait::yes));
}
