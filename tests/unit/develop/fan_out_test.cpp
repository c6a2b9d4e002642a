#include "develop/fan_out.hpp"

#include <set>

#include <nlohmann/json.hpp>

#include "develop/mission/whole_check.hpp"
#include "mission_fixture.hpp"
#include "plan/plan.hpp"

using namespace mendel;
using mendel::test::MissionBench;

namespace {

model::Plan two_features(const std::string& strategy = "feature-first") {
    return plan::make_plan({.goal = "Change the greeting to two; document the farewell in "
                                    "FAREWELL.md",
                            .strategy = strategy})
        .value();
}

/// A part's plan as one job leaves it: every task accepted, with one change.
develop::MissionState built(const model::Plan& plan, const std::string& base,
                            const std::string& path, const std::string& text) {
    develop::MissionState state{.goal = plan.goal, .base = base};
    state.so_far.base = base;
    state.so_far.changes.push_back({.path = path, .after = text});
    state.instances.push_back({.maker = "a", .seconds = 3, .done = 2});
    for (const auto& planned : plan.tasks)
        state.tasks.push_back({.planned = planned, .stage = develop::Stage::accepted});
    state.is_integrated = true;
    return state;
}

}  // namespace

TEST_CASE("features that need nothing of each other are parts; what joins them is left over") {
    const auto plan = two_features();
    const auto fan = develop::fan_out(plan, develop::Pattern::parallel, 4);
    REQUIRE(fan.parts.size() == 2);
    REQUIRE(fan.entries.size() == 2);
    std::set<std::string> in_parts;
    for (const auto& part : fan.parts) {
        CHECK(plan::plan_problems(develop::plan_of(plan, part)).empty());
        in_parts.insert(part.tasks.begin(), part.tasks.end());
    }
    CHECK(in_parts.count("integrate") == 0);
    CHECK(in_parts.size() + 1 == plan.tasks.size());
}

TEST_CASE("interwoven features are one part, whatever the strategy; parts are valid plans") {
    for (const auto& strategy : plan::strategies()) {
        const auto plan = two_features(strategy);
        const auto fan = develop::fan_out(plan, develop::Pattern::roles, 3);
        INFO(strategy);
        for (const auto& part : fan.parts)
            CHECK(plan::plan_problems(develop::plan_of(plan, part)).empty());
        if (strategy == "waterfall" || strategy == "agile")
            CHECK(fan.parts.size() == 1);
    }
}

TEST_CASE("a competition has its instances as jobs, ab two, and never more than a matrix holds") {
    const auto plan = two_features();
    CHECK(develop::fan_out(plan, develop::Pattern::competition, 3).entries.size() == 6);
    CHECK(develop::fan_out(plan, develop::Pattern::ab, 9).entries.size() == 4);
    model::Plan many{.goal = "Much", .strategy = "feature-first"};
    for (int number = 0; number < 40; ++number) {
        model::PlannedTask planned{.feature = "feature " + std::to_string(number)};
        planned.task.id = "t" + std::to_string(number);
        planned.task.title = "Do it";
        many.tasks.push_back(planned);
    }
    const auto fan = develop::fan_out(many, develop::Pattern::competition, 50);
    CHECK(fan.entries.size() <= 256);
    const auto matrix = develop::matrix_of(many, fan);
    CHECK(matrix.at("include").size() == fan.entries.size());
    CHECK(matrix.at("include").at(0).at("id") == "p1.1");
}

TEST_CASE("what the jobs left is gathered: the best try of each part, merged") {
    MissionBench bench(test::Files{{"greeting.txt", "one\n"}});
    const auto session = app::open_session({.folder = bench.root}).value();
    const auto plan = two_features();
    const auto fan = develop::fan_out(plan, develop::Pattern::competition, 2);
    const auto& base = bench.state.base;
    const auto first = develop::plan_of(plan, fan.parts[0]);
    const auto second = develop::plan_of(plan, fan.parts[1]);
    auto returns = develop::Returns{{"p1.1", built(first, base, "a.txt", "long\nlong\nlong\n")},
                                    {"p1.2", built(first, base, "a.txt", "short\n")},
                                    {"p2.2", built(second, base, "b.txt", "b\n")}};
    returns["p1.1"].checks = {{.command = "check", .exit_code = 1}};

    const auto whole = develop::gathered(session, plan, fan, returns, base).value();
    REQUIRE(whole.so_far.changes.size() == 2);
    CHECK(whole.count(develop::Stage::accepted) == plan.tasks.size() - 1);
    CHECK(whole.count(develop::Stage::pending) == 1);
    REQUIRE(whole.parts.size() == 3);
    for (const auto& part : whole.parts)
        CHECK(part.has_won == (part.id != "p1.1"));
    REQUIRE(whole.instances.size() == 1);
    CHECK(whole.instances[0].done == 6);
    const auto again =
        develop::parse_mission(base::to_line(to_json(whole)), "x", develop::Onward::report);
    REQUIRE(again.has_value());
    CHECK(to_json(*again) == to_json(whole));
}

TEST_CASE(
    "what the jobs brought is told before anything is merged: the furthest try of each part") {
    const auto plan = two_features();
    const auto fan = develop::fan_out(plan, develop::Pattern::competition, 2);
    const std::string base(40, 'a');
    const auto first = develop::plan_of(plan, fan.parts[0]);
    auto half = built(first, base, "a.txt", "half\n");
    half.tasks.back().stage = develop::Stage::failed;
    const auto whole = develop::brought(
        plan, fan, {{"p1.1", half}, {"p1.2", built(first, base, "a.txt", "whole\n")}}, base);
    CHECK(whole.so_far.empty());
    CHECK_FALSE(whole.is_integrated);
    CHECK(whole.count(develop::Stage::accepted) == fan.parts[0].tasks.size());
    CHECK(whole.count(develop::Stage::failed) == fan.parts[1].tasks.size());
    REQUIRE(whole.parts.size() == 2);
    for (const auto& part : whole.parts)
        CHECK_FALSE(part.has_won);
}

TEST_CASE("a part that nobody brought, or that was built on other code, fails with the reason") {
    MissionBench bench(test::Files{{"greeting.txt", "one\n"}});
    const auto session = app::open_session({.folder = bench.root}).value();
    const auto plan = two_features();
    const auto fan = develop::fan_out(plan, develop::Pattern::parallel, 2);
    const auto first = develop::plan_of(plan, fan.parts[0]);
    auto returns = develop::Returns{{"p1.1", built(first, std::string(40, 'a'), "a.txt", "x\n")}};
    const auto whole = develop::gathered(session, plan, fan, returns, bench.state.base).value();
    CHECK(whole.count(develop::Stage::accepted) == 0);
    CHECK(whole.count(develop::Stage::failed) == plan.tasks.size() - 1);
    CHECK(whole.so_far.empty());
    for (const auto& task : whole.tasks)
        if (task.stage == develop::Stage::failed)
            CHECK_FALSE(task.note.empty());
}

TEST_CASE("a part that does not fit what was merged before begins again") {
    MissionBench bench(test::Files{{"greeting.txt", "one\n"}});
    const auto session = app::open_session({.folder = bench.root}).value();
    const auto plan = two_features();
    const auto fan = develop::fan_out(plan, develop::Pattern::parallel, 2);
    const auto& base = bench.state.base;
    const auto returns = develop::Returns{
        {"p1.1", built(develop::plan_of(plan, fan.parts[0]), base, "same.txt", "one side\n")},
        {"p2.1", built(develop::plan_of(plan, fan.parts[1]), base, "same.txt", "the other\n")}};
    const auto whole = develop::gathered(session, plan, fan, returns, base).value();
    CHECK(whole.count(develop::Stage::accepted) == fan.parts[0].tasks.size());
    CHECK(whole.count(develop::Stage::failed) == 0);
    REQUIRE(whole.so_far.changes.size() == 1);
    CHECK(whole.so_far.changes[0].after == "one side\n");
}

TEST_CASE("shards hold every check once and are balanced by the time that each took") {
    const auto shards = develop::shards_of({8, 7, 6, 5, 4}, 2);
    REQUIRE(shards.size() == 2);
    CHECK(shards[0] == std::vector<std::size_t>{0, 3, 4});
    CHECK(shards[1] == std::vector<std::size_t>{1, 2});
    CHECK(develop::shards_of({}, 3).empty());
    CHECK(develop::shards_of({0, 0}, 5).size() == 2);
    const auto unknown = develop::shards_of({9, 0, 0}, 2);
    CHECK(unknown[0].size() + unknown[1].size() == 3);
}
