#include "base/literal_set.hpp"

#include <algorithm>

#include "support/catch.hpp"

namespace mendel::base {

namespace {

using Found = std::vector<std::pair<std::size_t, std::size_t>>;

Found found_by(const LiteralSet& set, std::string_view text) {
    std::vector<LiteralSet::Hit> hits;
    set.find(text, 0, hits);
    Found found;
    for (const auto& hit : hits)
        found.emplace_back(hit.last, hit.literal);
    std::sort(found.begin(), found.end());
    return found;
}

Found found_plainly(const LiteralSet& set, std::string_view text) {
    Found found;
    for (std::size_t i = 0; i < set.size(); ++i)
        for (auto at = text.find(set.literal(i)); at != std::string_view::npos;
             at = text.find(set.literal(i), at + 1))
            found.emplace_back(at + set.literal(i).size() - 1, i);
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace

TEST_CASE("every occurrence of every string is found, wherever it begins and ends") {
    const LiteralSet set({"she", "hers", "he was", "ashes", "\n$ ", "abc", "abcd", "bcd", "***"});
    for (std::size_t pad = 0; pad < 20; ++pad) {
        const std::string text = std::string(pad, '.') + "she\n$ ashes he was hers ****abcd";
        CHECK(found_by(set, text) == found_plainly(set, text));
        CHECK(!found_by(set, text).empty());
    }
    CHECK(found_by(set, "").empty());
    CHECK(found_by(set, "sh").empty());
    CHECK(found_by(set, "abc") == Found{{2, 5}});
}

TEST_CASE("random strings in random text are found as a plain search finds them") {
    std::uint32_t state = 7;
    const auto next = [&state](std::uint32_t below) {
        state = state * 1664525U + 1013904223U;
        return (state >> 16U) % below;
    };
    const auto word = [&](std::size_t length) {
        std::string text;
        for (std::size_t i = 0; i < length; ++i)
            text += static_cast<char>('a' + next(3));
        return text;
    };
    for (int round = 0; round < 50; ++round) {
        std::vector<std::string> literals;
        for (std::uint32_t i = 0; i < 1 + next(30); ++i)
            literals.push_back(word(3 + next(8)));
        std::sort(literals.begin(), literals.end());
        literals.erase(std::unique(literals.begin(), literals.end()), literals.end());
        const LiteralSet set(literals);
        const auto text = word(2000 + next(20));
        CHECK(found_by(set, text) == found_plainly(set, text));
    }
}

TEST_CASE("a string that is too short or spans lines is a bug") {
    CHECK_THROWS_AS(LiteralSet({"ab"}), std::logic_error);
    CHECK_THROWS_AS(LiteralSet({"ab\nc"}), std::logic_error);
}

}  // namespace mendel::base
