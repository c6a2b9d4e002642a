#include "publish/hand_over_text.hpp"

#include "base/text.hpp"
#include "support/catch.hpp"

using namespace mendel;

TEST_CASE("without tries nothing is handed over") {
    CHECK(publish::render_hand_over({}).empty());
}

TEST_CASE(
    "a hand-over tells of each try what was changed, what the judge said and how tools fared") {
    const std::vector<model::AgentTry> tries = {
        {.agent = "robot",
         .end = "done",
         .detail = "The agent says that it is done.",
         .words = "I fixed it, @everyone! <img src=x>",
         .verdict = "refused",
         .refusals = {{.rule = "tests", .message = "A test is gone.", .file = "test_a.py"}},
         .remaining = {"assert 1 == 2"},
         .files = {"a.py", "test_a.py"},
         .cost_usd = 0.25,
         .tools = {{.name = "fs_read", .calls = 3, .errors = 1, .p95_ms = 12}}},
        {.agent = "robot",
         .end = "over budget",
         .tools = {{.name = "fs_read", .calls = 1, .errors = 1, .p95_ms = 40}}}};
    const auto text = publish::render_hand_over(tries);
    INFO(text);
    CHECK(base::contains(text, "**Try 1** by robot: done, 0.0 s, $0.25"));
    CHECK(base::contains(text, "- Changed a.py, test\\_a.py; the judge says: refused."));
    CHECK(base::contains(text, "- Refused: test\\_a.py: A test is gone. (tests)"));
    CHECK(base::contains(text, "- Still failing: assert 1 == 2"));
    CHECK(base::contains(text, "**Try 2** by robot: over budget"));
    CHECK(base::contains(text, "- Nothing was changed."));
    CHECK(base::contains(text, "| fs\\_read | 4 | 50 % | 40 ms |"));
    CHECK_FALSE(base::contains(text, "<img"));
    CHECK_FALSE(base::contains(text, "@everyone"));
}

TEST_CASE("what is long is cut: lines of a try and the agent's last words") {
    model::AgentTry tried{.agent = "robot", .end = "gave up", .words = std::string(5000, 'w')};
    tried.verdict = "refused";
    for (int number = 0; number < 50; ++number)
        tried.remaining.push_back("failure " + std::to_string(number));
    const auto text = publish::render_hand_over({tried});
    CHECK(text.size() < 2000);
    CHECK(base::contains(text, "and 42 more"));
}
