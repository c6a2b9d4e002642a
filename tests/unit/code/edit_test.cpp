#include "code/tree.hpp"
#include "support/catch.hpp"

using namespace mendel;
using code::Language;
using code::Tree;

TEST_CASE("edits are made in order of place and must not overlap") {
    CHECK(code::apply_edits("abcdef", {{4, 5, "E"}, {0, 1, ""}, {2, 2, "+"}}) == "b+cdEf");
    CHECK_FALSE(code::apply_edits("abc", {{0, 2, ""}, {1, 3, ""}}));
    CHECK_FALSE(code::apply_edits("abc", {{2, 4, ""}}));
    CHECK(code::apply_edits("abc", {}) == "abc");
}

TEST_CASE("a node alone on its lines is removed with them") {
    struct Case {
        std::string text;
        std::string type;
        std::string after;
    };
    const std::vector<Case> cases = {
        {"a()\nb = 1\nc()\n", "assignment", "a()\nc()\n"},
        {"def f():\n    b = 1\n    c()\n", "assignment", "def f():\n    c()\n"},
        {"a(); b = 1; c()\n", "assignment", "a(); ; c()\n"},
        {"b = 1", "assignment", ""},
        {"x(b=1)\n", "keyword_argument", "x()\n"},
    };
    for (const auto& item : cases) {
        const auto tree = Tree::parse(Language::python, item.text);
        REQUIRE(tree);
        const auto nodes = tree->all(item.type);
        REQUIRE(nodes.size() == 1);
        CHECK(code::apply_edits(item.text, {code::removal_of(nodes[0])}) == item.after);
    }
}
