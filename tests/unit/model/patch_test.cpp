#include "model/patch.hpp"

#include "support/catch.hpp"

using namespace mendel::model;

namespace {
using Bytes = std::optional<std::string>;

Patch patch(std::vector<FileChange> changes, std::string base = "c0") {
    return {.base = std::move(base), .changes = std::move(changes)};
}
}  // namespace

TEST_CASE("a combined patch goes from the first one's base to the second one's end") {
    const auto whole = combined(patch({{"a", "1", "2"}, {"b", std::nullopt, "x"}}),
                                patch({{"a", "2", "3"}, {"c", "y", std::nullopt}}));
    REQUIRE(whole.changes.size() == 3);
    CHECK(whole.base == "c0");
    CHECK(whole.changes[0] == FileChange{"a", "1", "3"});
    CHECK(whole.changes[1] == FileChange{"b", std::nullopt, "x"});
    CHECK(whole.changes[2] == FileChange{"c", "y", std::nullopt});
}

TEST_CASE("files that end as they began are left out of a combined patch") {
    CHECK(combined(patch({{"a", "1", "2"}}), patch({{"a", "2", "1"}})).empty());
    CHECK(combined(patch({{"a", std::nullopt, "2"}}), patch({{"a", "2", std::nullopt}})).empty());
}

TEST_CASE("a combined patch takes the later rung and summary") {
    const Patch first{.base = "c0", .changes = {{"a", "1", "2"}}, .rung = "format"};
    const Patch second{.changes = {{"a", "2", "3"}}, .rung = "lint", .summary = "s"};
    const auto whole = combined(first, second);
    CHECK(whole.rung == "lint");
    CHECK(whole.summary == "s");
}

TEST_CASE("a combined patch goes from the first mode to the last one") {
    const FileChange executable{"a", "2", "3", 0100755, 0100644};
    const auto whole = combined(patch({{"a", "1", "2"}}), patch({executable}));
    REQUIRE(whole.changes.size() == 1);
    CHECK(whole.changes[0] == FileChange{"a", "1", "3", 0100755, 0100644});
    const FileChange back{"a", "3", "1", 0100644, 0100755};
    CHECK(combined(patch({executable}), patch({back})).changes.at(0).before == "2");
}

TEST_CASE("a change of mode alone is a change, one that is taken back is none") {
    const FileChange there{"a", "1", "1", 0100755, 0100644};
    const FileChange back{"a", "1", "1", 0100644, 0100755};
    CHECK(combined(patch({there}), patch({})).changes.size() == 1);
    CHECK(combined(patch({there}), patch({back})).empty());
}

TEST_CASE("combining with an empty patch keeps base and changes") {
    const auto whole = combined(Patch{}, patch({{"a", "1", "2"}}));
    CHECK(whole.base == "c0");
    CHECK(whole.changes.size() == 1);
}

TEST_CASE("changed_lines counts the lines that really change") {
    struct Case {
        Bytes before;
        Bytes after;
        std::size_t added;
        std::size_t removed;
    };
    const auto c = GENERATE(values<Case>({
        {"a\nb\nc\n", "a\nx\nc\n", 1, 1},
        {"a\nb\n", "a\nb\nc\n", 1, 0},
        {"a\na\n", "a\n", 0, 1},
        {"x\na\nb\nc\ny\n", "X\na\nb\nc\nY\n", 2, 2},
        {"a\nb\nc\nd\n", "b\nq\nd\ne\n", 2, 2},
        {"a\n", "a\n", 0, 0},
        {std::nullopt, "a\nb\n", 2, 0},
        {"a\nb\n", std::nullopt, 0, 2},
        {std::nullopt, std::nullopt, 0, 0},
    }));
    const auto count = changed_lines({"f", c.before, c.after});
    CHECK(count.added == c.added);
    CHECK(count.removed == c.removed);
}

TEST_CASE("changed_lines is quick in long files, and bounded where everything changes") {
    std::string before = "first\n";
    std::string other;
    for (int i = 0; i < 20'000; ++i) {
        before += "line " + std::to_string(i) + "\n";
        other += "other " + std::to_string(i) + "\n";
    }
    const auto two = changed_lines({"f", before + "last\n", "FIRST" + before.substr(5) + "LAST\n"});
    CHECK(two.added == 2);
    CHECK(two.removed == 2);
    const auto all = changed_lines({"f", before, other});
    CHECK(all.added == 20'000);
    CHECK(all.removed == 20'001);
}
