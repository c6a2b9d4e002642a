#include "base/distance.hpp"

#include "support/catch.hpp"

using mendel::base::edit_distance;
using mendel::base::nearest_names;
using Names = std::vector<std::string>;

TEST_CASE("edit_distance counts insertions, deletions, substitutions and transpositions") {
    struct Case {
        const char* left;
        const char* right;
        std::size_t distance;
    };
    const auto c = GENERATE(Case{"", "", 0}, Case{"", "abc", 3}, Case{"abc", "", 3},
                            Case{"abc", "abc", 0}, Case{"abc", "abd", 1}, Case{"abc", "ab", 1},
                            Case{"abc", "xabc", 1}, Case{"abc", "acb", 1}, Case{"ca", "abc", 3},
                            Case{"kitten", "sitting", 3}, Case{"attempts", "atempts", 1});
    CHECK(edit_distance(c.left, c.right) == c.distance);
    CHECK(edit_distance(c.right, c.left) == c.distance);
}

TEST_CASE("nearest_names puts the nearest candidate first and leaves distant ones out") {
    CHECK(nearest_names("fromat", {"lint", "format", "formats"}) == Names{"format", "formats"});
    CHECK(nearest_names("xyz", {"lint", "format"}).empty());
    CHECK(nearest_names("anything", {}).empty());
}

TEST_CASE("nearest_names folds case, but the name itself is no candidate") {
    CHECK(nearest_names("Format", {"format", "Format"}) == Names{"format"});
}

TEST_CASE("nearest_names allows one edit for the shortest names and gives each name once") {
    CHECK(nearest_names("a", {"b", "b", "bcd"}) == Names{"b"});
}
