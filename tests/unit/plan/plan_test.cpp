#include "plan/plan.hpp"

#include <algorithm>
#include <random>
#include <set>

#include "base/json.hpp"
#include "plan/plan_json.hpp"
#include "plan/schedule.hpp"
#include "support/catch.hpp"

using namespace mendel;
using namespace mendel::plan;

namespace {

const std::vector<std::string> k_goals = {
    "Add a greeting",
    "Add a POST /users endpoint with validation",
    "Add a --json option to the list command",
    "Fix the crash on empty input",
    "Refactor the parser into modules",
    "Migrate the users table to UUIDs",
    "Upgrade requests to 2.32",
    "Write documentation for the plugin system",
    "Make the search faster",
    "Add login with OAuth and export reports as CSV and fix the broken footer"};

model::Plan planned(const std::string& goal, const std::string& strategy,
                    const code::DependencyGraph* graph = nullptr) {
    return make_plan({.goal = goal, .strategy = strategy, .graph = graph}).value();
}

const model::PlannedTask& task(const model::Plan& plan, const std::string& id) {
    for (const auto& one : plan.tasks)
        if (one.task.id == id)
            return one;
    throw std::runtime_error("no task " + id);
}

std::set<std::string> edges(const model::Plan& plan) {
    std::set<std::string> found;
    for (const auto& one : plan.tasks)
        for (const auto& need : one.task.plan.depends_on)
            found.insert(need + " > " + one.task.id);
    return found;
}

std::size_t place(const model::Plan& plan, const std::string& id) {
    const auto order = schedule_of(plan).order;
    return static_cast<std::size_t>(std::find(order.begin(), order.end(), id) - order.begin());
}

model::Plan plan_of(const std::vector<std::pair<std::string, std::vector<std::string>>>& tasks) {
    model::Plan plan;
    for (const auto& [id, needs] : tasks) {
        model::PlannedTask one{.low_minutes = 10, .high_minutes = 60};
        one.task.id = id;
        one.task.title = id;
        one.task.plan = {.depends_on = needs, .estimate_minutes = 30};
        plan.tasks.push_back(one);
    }
    return plan;
}

bool mentions(const std::vector<std::string>& problems, const std::string& text) {
    return std::any_of(problems.begin(), problems.end(), [&](const auto& problem) {
        return problem.find(text) != std::string::npos;
    });
}

}  // namespace

TEST_CASE("every strategy makes a valid plan of every goal, and no two make the same") {
    for (const auto& goal : k_goals) {
        std::map<std::string, std::set<std::string>> seen;
        for (const auto& strategy : strategies()) {
            INFO(strategy + ": " + goal);
            const auto plan = planned(goal, strategy);
            CHECK(plan_problems(plan).empty());
            for (const auto& [other, its] : seen) {
                INFO("like " + other);
                CHECK(its != edges(plan));
            }
            seen[strategy] = edges(plan);
        }
    }
}

TEST_CASE("test-driven: in every feature a test precedes every implementation") {
    for (const auto& goal : k_goals) {
        const auto plan = planned(goal, "test-driven");
        const auto before = reachability(plan);
        const auto count = plan.tasks.size();
        for (std::size_t build = 0; build < count; ++build) {
            if (plan.tasks[build].phase != model::Phase::build)
                continue;
            bool has_test = false;
            bool has_any = false;
            for (std::size_t test = 0; test < count; ++test) {
                const bool is_test = plan.tasks[test].phase == model::Phase::test &&
                                     plan.tasks[test].feature == plan.tasks[build].feature;
                has_any = has_any || is_test;
                has_test = has_test || (is_test && before[test * count + build]);
            }
            INFO(goal + " " + plan.tasks[build].task.id);
            CHECK(has_test == has_any);
        }
    }
}

TEST_CASE("waterfall: no phase of the whole begins before the one before it is over") {
    const auto plan = planned("Add a greeting and add a farewell", "waterfall");
    for (const auto* build : {"f1-build", "f2-build"}) {
        CHECK(place(plan, "f1-design") < place(plan, build));
        CHECK(place(plan, "f2-design") < place(plan, build));
        CHECK(place(plan, build) < place(plan, "f1-test"));
    }
    CHECK(place(plan, "requirements") == 0);
}

TEST_CASE("agile: a thin whole comes before everything, and each feature is shown") {
    const auto plan = planned("Add a greeting and add a farewell", "agile");
    CHECK(place(plan, "skeleton") == 0);
    CHECK(task(plan, "f1-show").task.plan.depends_on.size() >= 1);
    CHECK(task(plan, "f2-show").phase == model::Phase::integrate);
}

TEST_CASE("risk-driven: the riskier feature is tried and built before the others begin") {
    const auto plan = planned("Show a greeting and add login with password tokens", "risk-driven");
    CHECK(task(plan, "f2-build").risk > task(plan, "f1-build").risk);
    CHECK(place(plan, "f2-spike") == 0);
    CHECK(place(plan, "f2-build") < place(plan, "f1-design"));
}

TEST_CASE("feature-first: features run side by side") {
    const auto plan = planned("Add a greeting and add a farewell", "feature-first");
    CHECK(schedule_of(plan).width >= 2);
}

TEST_CASE("big tasks are split, risks have reasons, estimates a range") {
    const auto plan =
        make_plan(
            {.goal = "Migrate the users table", .strategy = "feature-first", .complexity = "high"})
            .value();
    for (const auto& one : plan.tasks) {
        CHECK(one.task.plan.estimate_minutes <= k_most_minutes);
        CHECK(one.low_minutes <= one.high_minutes);
        if (one.risk > 1)
            CHECK_FALSE(one.risk_reasons.empty());
    }
    CHECK(task(plan, "f1-both").task.plan.depends_on == std::vector<std::string>{"f1-both-part1"});
}

TEST_CASE("bad requests are refused with words") {
    CHECK(make_plan({.goal = ""}).error().kind == base::ErrorKind::user);
    CHECK(make_plan({.goal = "x", .strategy = "chaos"}).error().message.find("waterfall") !=
          std::string::npos);
    CHECK(make_plan({.goal = "x", .complexity = "huge"}).error().kind == base::ErrorKind::user);
}

TEST_CASE("circles, missing needs, unknown skills, long tasks and shared files are found") {
    CHECK(plan_problems(plan_of({{"a", {}}, {"b", {"a"}}})).empty());
    CHECK(mentions(plan_problems(plan_of({{"a", {"b"}}, {"b", {"a"}}})), "a -> b -> a"));
    CHECK(mentions(plan_problems(plan_of({{"a", {"x"}}})), "which is no task"));
    CHECK(mentions(plan_problems(plan_of({{"a", {}}, {"a", {}}})), "Two tasks"));
    CHECK(mentions(plan_problems({}), "no task"));
    auto plan = plan_of({{"a", {}}, {"b", {}}});
    plan.tasks[0].touches = {"src/"};
    plan.tasks[1].touches = {"src/x.py"};
    CHECK(mentions(plan_problems(plan), "both own"));
    settle_ownership(plan);
    CHECK(plan_problems(plan).empty());
    plan.tasks[0].task.plan.skills = {"telepathy"};
    CHECK(mentions(plan_problems(plan), "telepathy"));
    plan.tasks[0].task.plan.skills = {};
    plan.tasks[0].task.plan.estimate_minutes = 300;
    plan.tasks[0].high_minutes = 400;
    CHECK(mentions(plan_problems(plan), "300"));
}

TEST_CASE("the critical path, slack and width are those of the critical path method") {
    auto plan = plan_of({{"a", {}}, {"b", {"a"}}, {"c", {"a"}}, {"d", {"b", "c"}}});
    plan.tasks[2].task.plan.estimate_minutes = 50;
    const auto schedule = schedule_of(plan);
    CHECK(schedule.minutes == Approx(110));
    CHECK(schedule.critical == std::vector<std::string>{"a", "c", "d"});
    CHECK(schedule.slots[1].slack() == Approx(20));
    CHECK(schedule.width == 2);
}

TEST_CASE("re-planning keeps what is done, retries what failed and halves what was too big") {
    const auto plan = planned("Add a greeting", "feature-first");
    const auto next = replanned(plan, {{"f1-design", Progress::done},
                                       {"f1-build", Progress::failed, "no idea"},
                                       {"f1-test", Progress::too_big}});
    CHECK(plan_problems(next).empty());
    CHECK(task(next, "f1-design").task.title == task(plan, "f1-design").task.title);
    CHECK(task(next, "f1-build-why1").task.instruction == "no idea");
    CHECK(task(next, "f1-build-again1").task.plan.depends_on ==
          std::vector<std::string>{"f1-build-why1"});
    CHECK(task(next, "f1-test-part2").task.plan.depends_on ==
          std::vector<std::string>{"f1-test-part1"});
    CHECK(edges(next).count("f1-build-again1 > f1-test-part1") == 1);
}

TEST_CASE("a plan survives its JSON, and its renderings name every task") {
    const auto plan = planned("Add a POST /users endpoint and fix the \"crash\" | <b>", "agile");
    const auto text = base::to_pretty_text(to_json(plan));
    const auto back = parse_plan(text, "plan.json").value();
    CHECK(base::to_pretty_text(to_json(back)) == text);
    for (const auto& one : plan.tasks) {
        CHECK(to_markdown(plan).find(one.task.id) != std::string::npos);
        CHECK(to_mermaid(plan, {}).find(one.task.id) != std::string::npos);
        CHECK(to_graphviz(plan).find(one.task.id) != std::string::npos);
    }
    CHECK(to_mermaid(plan, {}).find("<b>") == std::string::npos);
    CHECK_FALSE(parse_plan("{}", "plan.json"));
    CHECK_FALSE(parse_plan("nonsense", "plan.json"));
}

TEST_CASE("whatever the goal, the strategy and what fails, the plan keeps its rules") {
    std::mt19937 random(17);
    code::DependencyGraph graph;
    for (int number = 0; number < 60; ++number)
        graph.files.push_back("src/module" + std::to_string(100 + number) + "/user_report.py");
    graph.uses.resize(graph.files.size());
    for (int round = 0; round < 150; ++round) {
        std::string goal;
        for (unsigned part = 0; part <= random() % 4; ++part)
            goal += "- " + k_goals[random() % k_goals.size()] + "\n";
        const auto& strategy = strategies()[random() % strategies().size()];
        auto plan = planned(goal, strategy, round % 2 == 0 ? &graph : nullptr);
        for (int failure = 0; failure < 3; ++failure) {
            const auto& id = plan.tasks[random() % plan.tasks.size()].task.id;
            plan = replanned(
                plan, {{id, random() % 2 == 0 ? Progress::failed : Progress::too_big, "why"}});
            INFO(strategy + ": " + goal);
            REQUIRE(plan_problems(plan) == std::vector<std::string>{});
        }
    }
}
