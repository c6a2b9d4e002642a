#include <algorithm>

#include "develop/mission/patterns.hpp"
#include "develop/report.hpp"
#include "evaluate/referee.hpp"
#include "support/catch.hpp"

using namespace mendel;
using namespace mendel::develop;

namespace {

evaluate::Entry entry(const std::string& id, const std::string& text) {
    evaluate::Entry made{.id = id};
    made.patch.changes = {{.path = "src/a.py", .before = "x = 1\n", .after = text}};
    made.checks = {{.command = "pytest", .exit_code = 0}};
    return made;
}

}  // namespace

TEST_CASE("each task goes to the role that shares most of its skills") {
    const auto role = [](const std::vector<std::string>& skills) {
        model::PlannedTask planned;
        planned.task.plan.skills = skills;
        return role_for(planned).name;
    };
    CHECK(role({"testing"}) == "tester");
    CHECK(role({"backend", "python"}) == "backend");
    CHECK(role({"frontend", "typescript"}) == "frontend");
    CHECK(role({"documentation"}) == "writer");
    CHECK(role({"nothing known"}) == "lead");
}

TEST_CASE("work goes to the healthy instance with the least load, and round when asked") {
    CHECK_FALSE(next_instance({}, {}));
    CHECK(next_instance({{.maker = "a", .load = 2}, {.maker = "b"}}, {}) == 1U);
    CHECK(next_instance({{.maker = "a"}, {.maker = "b"}}, {"a"}) == 1U);
    CHECK(next_instance({{.maker = "a", .failures = 3}, {.maker = "b", .load = 9}}, {}) == 1U);
    CHECK(next_instance({{.maker = "a"}}, {"a"}) == 0U);
}

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

TEST_CASE("bottlenecks are found and told with advice") {
    MissionState state;
    for (const auto* id : {"a", "b"}) {
        TaskState task;
        task.planned.task.id = id;
        task.planned.task.title = "<script>";
        task.planned.task.plan.estimate_minutes = 10;
        state.tasks.push_back(task);
    }
    state.tasks[0].stage = Stage::failed;
    state.tasks[1].planned.task.plan.depends_on = {"a"};
    state.tasks[1].planned.task.plan.skills = {"telepathy"};
    state.instances = {{.maker = "busy", .seconds = 90}, {.maker = "idle", .seconds = 1}};
    std::vector<std::string> kinds;
    for (const auto& found : bottlenecks_of(state)) {
        kinds.push_back(found.kind);
        CHECK_FALSE(found.advice.empty());
    }
    CHECK(kinds ==
          std::vector<std::string>{"blocked task", "overloaded instance", "missing skill"});
    CHECK(progress_text(state).find("<script>") == std::string::npos);
    CHECK(progress_text(state).find("```mermaid") != std::string::npos);
}

TEST_CASE("patterns have names and numbers of attempts") {
    CHECK(pattern_named("tree").value() == Pattern::tree);
    CHECK_FALSE(pattern_named("war"));
    CHECK(first_attempts(Pattern::competition, 4) == 4);
    CHECK(first_attempts(Pattern::ab, 4) == 2);
    CHECK(first_attempts(Pattern::parallel, 4) == 1);
}
