#include "evaluate/referee.hpp"

#include "support/catch.hpp"

using namespace mendel;

namespace {

evaluate::Entry entry(const std::string& id, const std::string& text) {
    evaluate::Entry made{.id = id};
    made.patch.changes = {{.path = "src/a.py", .before = "x = 1\n", .after = text}};
    made.checks = {{.command = "pytest", .exit_code = 0}};
    return made;
}

}  // namespace

TEST_CASE("the referee bars what is red, empty, unfinished or weakening, and tells why") {
    const config::Config config;
    auto red = entry("red", "x = 2\n");
    red.checks[0].exit_code = 1;
    auto idle = entry("idle", "");
    idle.patch.changes.clear();
    auto cut = entry("cut", "x = 2\n");
    cut.is_finished = false;
    const auto placings =
        evaluate::referee({red, idle, cut, entry("fine", "x = 2\n")}, {.config = &config});
    CHECK(evaluate::winner_of(placings) == "fine");
    for (const auto& placing : placings) {
        CHECK(placing.may_win == placing.reason.empty());
        CHECK(placing.scores.size() == 4);
        for (const auto& score : placing.scores) {
            CHECK(score.points >= 0);
            CHECK(score.points <= 1);
            CHECK_FALSE(score.evidence.empty());
        }
    }
    CHECK_FALSE(evaluate::winner_of(evaluate::referee({red}, {.config = &config})));
    CHECK_FALSE(evaluate::winner_of({}));
}

TEST_CASE("the smaller, safer, tested change comes first; ties go to the smaller then the name") {
    const config::Config config;
    std::string big = "x = 1\n";
    for (int line = 0; line < 300; ++line)
        big += "if a and b:\n    y = " + std::to_string(line) + "\n";
    const auto placings = evaluate::referee(
        {entry("big", big), entry("risky", "x = eval('2')\n"), entry("small", "x = 2\n")},
        {.config = &config});
    CHECK(placings[0].id == "small");
    const auto tie =
        evaluate::referee({entry("b", "x = 2\n"), entry("a", "x = 2\n")}, {.config = &config});
    CHECK(tie[0].id == "a");
}

TEST_CASE("the share of criteria that have a new test counts as value") {
    const config::Config config;
    auto tested = entry("tested", "x = 2\n");
    tested.patch.changes.push_back(
        {.path = "tests/test_a.py",
         .after = "def test_empty_lists_are_refused():\n    assert refused([])\n"});
    const auto placings =
        evaluate::referee({entry("bare", "x = 2\n"), tested},
                          {.criteria = {"empty lists are refused"}, .config = &config});
    CHECK(placings[0].id == "tested");
}

TEST_CASE("two samples that differ are told apart, equal ones are not") {
    CHECK(evaluate::mann_whitney({1, 2, 3, 4, 5, 6, 7}, {11, 12, 13, 14, 15, 16, 17}) < 0.01);
    CHECK(evaluate::mann_whitney({1, 3, 5, 7}, {2, 4, 6, 8}) > 0.3);
    CHECK(evaluate::mann_whitney({1}, {2}) == 1);
}

TEST_CASE("the faster and the leaner change comes first, but for the noise of a machine") {
    const config::Config config;
    const auto took = [](const std::string& id, int milliseconds, std::size_t megabytes) {
        auto made = entry(id, "x = 2\n");
        made.checks[0].duration = std::chrono::milliseconds(milliseconds);
        made.checks[0].peak_memory = megabytes * 1'000'000;
        return made;
    };
    const auto first_of = [&](const std::vector<evaluate::Entry>& entries) {
        return evaluate::referee(entries, {.config = &config})[0].id;
    };
    CHECK(first_of({took("a", 900, 50), took("b", 300, 50)}) == "b");
    CHECK(first_of({took("a", 300, 500), took("b", 300, 50)}) == "b");
    CHECK(first_of({took("a", 320, 52), took("b", 300, 50)}) == "a");
    CHECK(first_of({took("a", 0, 0), took("b", 0, 0)}) == "a");
    const auto told = evaluate::referee({took("a", 300, 500), took("b", 300, 50)},
                                        {.config = &config})[1];
    CHECK(told.scores[0].evidence == "0.30 s and 500 MB, the least are 0.30 s and 50 MB");
}
