#include "sys/launch/process_tree.hpp"

#include <algorithm>

#include <unistd.h>

#include "run_support.hpp"

using namespace mendel::sys;

TEST_CASE("this process is among the descendants of its parent and has memory") {
    const auto found = descendants_of(::getppid());
    CHECK(std::count(found.begin(), found.end(), ::getpid()) == 1);
    const auto children = children_of(::getppid());
    CHECK(std::count(children.begin(), children.end(), ::getpid()) == 1);
    CHECK(resident_bytes(::getpid(), ~std::size_t{0}) > 100'000);
    CHECK(resident_bytes(::getpid(), 0) > 100'000);
}
