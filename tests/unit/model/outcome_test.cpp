#include "model/outcome.hpp"

#include <set>

#include "support/catch.hpp"

using namespace mendel::model;

TEST_CASE("every kind of outcome has a name of its own") {
    std::set<std::string_view> names;
    for (int kind = 0; kind <= static_cast<int>(OutcomeKind::nothing_to_do); ++kind)
        names.insert(name_of(static_cast<OutcomeKind>(kind)));
    CHECK(names.size() == static_cast<std::size_t>(OutcomeKind::nothing_to_do) + 1);
}
