#include "repair/operators/space.hpp"

#include <set>

#include "unit/repair/project.hpp"

using namespace mendel;
using namespace mendel::repair;
using repair::test::Project;

namespace {

const std::string k_shop = R"(LIMIT = 10

class Shop:
    def total(self, prices):
        result = 0
        for price in prices:
            result -= price
        return result

    def is_full(self, count):
        return count < LIMIT
)";

Localisation scored(const std::vector<Suspicion>& lines) {
    return {.lines = lines, .tests = {}, .method = "by hand"};
}

Project shop() {
    return Project({{"shop.py", k_shop}, {"other.py", "def twice(x):\n    return x * 3\n"}});
}

std::vector<Candidate> all_of(Space& space) {
    std::vector<Candidate> all;
    while (true) {
        const auto some = space.next(7);
        if (some.empty())
            return all;
        all.insert(all.end(), some.begin(), some.end());
    }
}

bool writes(const std::vector<Candidate>& candidates, const std::string& text) {
    for (const auto& each : candidates)
        if (each.files.front().text.find(text) != std::string::npos)
            return true;
    return false;
}

}  // namespace

TEST_CASE("edits come best first, though they are listed late") {
    auto project = shop();
    Space space(project.round(std::string("true")).tree,
                scored({{"shop.py", 7, 0.9}, {"shop.py", 11, 0.5}, {"other.py", 2, 0.2}}));
    CHECK(space.files() == 2);
    const auto first = space.next(2);
    REQUIRE(first.size() == 2);
    const auto listed = space.listed();
    auto all = all_of(space);
    CHECK(listed < space.listed());
    all.insert(all.begin(), first.begin(), first.end());
    std::set<std::string> keys;
    for (std::size_t i = 0; i < all.size(); ++i) {
        INFO(all[i].summary);
        CHECK(keys.insert(all[i].key).second);
        CHECK((i == 0 || all[i - 1].score >= all[i].score));
    }
    CHECK(writes(all, "result += price"));
    CHECK(writes(all, "count <= LIMIT"));
    CHECK(writes(all, "x * 2"));
}

TEST_CASE(
    "edits inside and outside of functions are candidates; none leaves the text as it means") {
    auto project = shop();
    Space space(project.round(std::string("true")).tree,
                scored({{"shop.py", 1, 0.5}, {"shop.py", 8, 0.5}}));
    const auto all = all_of(space);
    CHECK(writes(all, "LIMIT = 11"));
    CHECK(writes(all, "return 0"));
    for (const auto& each : all)
        CHECK_FALSE(each.files.front().text == k_shop);
}

TEST_CASE("no lines give no edits") {
    auto project = shop();
    Space space(project.round(std::string("true")).tree, scored({}));
    CHECK(space.files() == 0);
    CHECK(space.next(5).empty());
    CHECK(space.listed() == 0);
}
