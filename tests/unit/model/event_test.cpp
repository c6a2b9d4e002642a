#include "model/event.hpp"

#include <set>

#include "support/catch.hpp"

using namespace mendel::model;

TEST_CASE("every kind of event has a name of its own") {
    std::set<std::string_view> names;
    for (int kind = 0; kind <= static_cast<int>(EventKind::note); ++kind)
        names.insert(name_of(static_cast<EventKind>(kind)));
    CHECK(names.size() == static_cast<std::size_t>(EventKind::note) + 1);
}
