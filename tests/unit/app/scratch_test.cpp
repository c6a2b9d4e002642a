#include "app/scratch.hpp"

#include <atomic>
#include <thread>
#include <vector>

#include "support/catch.hpp"
#include "sys/files.hpp"
#include "sys/lock.hpp"

using namespace mendel;

TEST_CASE("a scratch folder is never taken for a left one, however many are made at once") {
    std::atomic<int> lost = 0;
    const auto make_many = [&] {
        for (int count = 0; count < 200; ++count) {
            const auto scratch = app::Scratch::make();
            if (!scratch || !sys::write_file(scratch->path() + "/a", "a") ||
                !sys::exists(scratch->path() + "/lock"))
                ++lost;
        }
    };
    std::vector<std::jthread> makers;
    for (int count = 0; count < 4; ++count)
        makers.emplace_back(make_many);
    makers.clear();
    CHECK(lost == 0);
}

TEST_CASE(
    "a folder whose owner is gone is removed by the next one, one that is being made is not") {
    const auto parent = sys::parent_path(app::Scratch::make().value().path());
    const auto left = sys::make_temporary_folder(parent + "/mendel-scratch-").value();
    REQUIRE(sys::write_file(left + "/lock", ""));
    const auto held = sys::make_temporary_folder(parent + "/mendel-scratch-").value();
    const auto lock = sys::lock_file(held + "/lock", sys::LockWait::no);
    const auto begun = sys::make_temporary_folder(parent + "/mendel-scratch-").value();
    REQUIRE(app::Scratch::make());
    CHECK_FALSE(sys::exists(left));
    CHECK(sys::exists(held));
    CHECK(sys::exists(begun));
    CHECK(sys::remove_tree(held));
    CHECK(sys::remove_tree(begun));
}
