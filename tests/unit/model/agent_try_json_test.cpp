#include "model/agent_try_json.hpp"

#include <nlohmann/json.hpp>

#include "support/catch.hpp"

using namespace mendel;

TEST_CASE("a try comes back from its JSON as it was") {
    const model::AgentTry tried{
        .agent = "robot",
        .end = "done",
        .verdict = "progress",
        .refusals = {{.rule = "scope", .message = "Not yours.", .file = "a", .line = 3}},
        .remaining = {"left"},
        .files = {"a"},
        .duration = std::chrono::milliseconds(12'345),
        .cost_usd = 0.5,
        .tools = {{.name = "fs_read", .calls = 4, .errors = 1, .p95_ms = 2.5}}};
    const auto json = model::to_json(tried);
    CHECK(json["tools"][0]["error_share"] == 0.25);
    CHECK(model::to_json(model::agent_try_from_json(json)) == json);
}

TEST_CASE("a try as foreign data is cut, and what has another type is left out") {
    const nlohmann::json foreign = {{"agent", 5},
                                    {"detail", std::string(9000, 'x')},
                                    {"words", std::string(9000, 'y')},
                                    {"remaining", std::vector<std::string>(500, "z")},
                                    {"files", "none"},
                                    {"refusals", {1, "two"}},
                                    {"tools", {{{"name", nullptr}, {"calls", "many"}}}},
                                    {"seconds", 1e300},
                                    {"cost_usd", "free"}};
    const auto tried = model::agent_try_from_json(foreign);
    CHECK(tried.agent.empty());
    CHECK(tried.detail.size() <= 500);
    CHECK(tried.words.size() <= 2000);
    CHECK(tried.remaining.size() == 20);
    CHECK(tried.cost_usd == 0);
    CHECK(tried.duration == std::chrono::seconds(1'000'000));
    CHECK(model::agent_try_from_json(nlohmann::json::array()).end.empty());
}

TEST_CASE("the use of tools over tries adds up, and the worst p95 counts") {
    const std::vector<model::AgentTry> tries = {
        {.agent = "a", .end = "x", .tools = {{"b", 1, 0, 9}, {"a", 2, 2, 1}}},
        {.agent = "a", .end = "x", .tools = {{"a", 2, 0, 5}}}};
    const auto tools = model::tools_of(tries);
    REQUIRE(tools.size() == 2);
    CHECK(tools[0].name == "a");
    CHECK(tools[0].calls == 4);
    CHECK(tools[0].error_share() == 0.5);
    CHECK(tools[0].p95_ms == 5);
}
