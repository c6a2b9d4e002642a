#include <algorithm>

#include "develop/mission/patterns.hpp"
#include "develop/report.hpp"
#include "support/catch.hpp"

using namespace mendel;
using namespace mendel::develop;

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
