#include "app/ladder.hpp"

#include "base/text.hpp"
#include "support/catch.hpp"

using namespace mendel;
using model::VerdictState;

namespace {

model::Patch patch(const std::string& summary) {
    return {.changes = {{.path = summary, .after = summary}}, .summary = summary};
}

/// A rung that applies to failures of its own tool (all where `tool` is empty).
model::Rung rung(const std::string& name, std::vector<std::string> patches,
                 const std::string& tool = {}) {
    return {.name = name,
            .applies = [tool](const auto& failure) { return tool.empty() || failure.tool == tool; },
            .propose = [patches](const auto&) -> base::Result<model::Proposal> {
                model::Proposal proposal;
                for (const auto& summary : patches)
                    proposal.patches.push_back(patch(summary));
                return proposal;
            }};
}

/// A climb with a Judge that knows verdicts by summary and refuses every other patch. Each judged
/// patch takes a second; the deadline is `seconds` away.
struct Climb {
    std::vector<model::Rung> rungs;
    std::map<std::string, VerdictState> verdicts = {};
    std::map<std::string, std::size_t> left = {};  ///< failures under a patch
    std::vector<std::string> tools = {"black"};
    int attempts = 3;
    int seconds = 100;

    std::vector<std::string> judged = {};
    std::vector<std::size_t> targets = {};
    std::vector<model::Attempt> tried = {};
    std::vector<model::StageEvent> events = {};
    std::chrono::steady_clock::time_point time = {};

    base::Result<std::optional<model::HealedRound>> run() {
        app::RoundSetup setup{.number = 2};
        for (const auto& tool : tools)
            setup.round.failures.push_back({.tool = tool, .fingerprint = "of " + tool});
        setup.round.events = [this](const auto& event) { events.push_back(event); };
        setup.judge_of = [this](std::size_t target) {
            return [this, target](const model::Patch& each,
                                  model::Depth) -> base::Result<model::Verdict> {
                judged.push_back(each.summary);
                targets.push_back(target);
                time += std::chrono::seconds(1);
                if (each.summary == "broken place")
                    return base::fail(base::ErrorKind::transient, "The place is gone.");
                const auto known = verdicts.find(each.summary);
                const auto state = known == verdicts.end() ? VerdictState::refused : known->second;
                return model::Verdict{.state = state,
                                      .refusals = {{"red", "still red"}},
                                      .remaining = std::vector<model::Failure>(left[each.summary])};
            };
        };
        const app::Ladder ladder{.rungs = rungs,
                                 .attempts = attempts,
                                 .clock = {.steady = [this] { return time; }},
                                 .deadline = time + std::chrono::seconds(seconds)};
        return app::climb(ladder, setup, tried);
    }
};

}  // namespace

TEST_CASE("rungs are climbed in order, and the first that helps ends the climb") {
    Climb climb{.rungs = {rung("format", {"a"}), rung("lint", {"b", "c"}), rung("imports", {"d"})},
                .verdicts = {{"c", VerdictState::progress}, {"d", VerdictState::green}}};
    const auto healed = climb.run().value();
    REQUIRE(healed);
    CHECK(healed->rung == "lint");
    CHECK(healed->summary == "c");
    CHECK(healed->number == 2);
    CHECK(healed->target_fingerprint == "of black");
    CHECK(healed->verdict.state == VerdictState::progress);
    CHECK(climb.judged == std::vector<std::string>{"a", "b", "c"});
    REQUIRE(climb.tried.size() == 3);
    CHECK(climb.tried[0].rung == "format");
    CHECK(climb.tried[0].state == VerdictState::refused);
    CHECK(climb.tried[0].refusals.size() == 1);
    CHECK(climb.tried[2].state == VerdictState::progress);
    CHECK(climb.tried[2].duration == std::chrono::seconds(1));
}

TEST_CASE("of several patches the green one is taken, else the one that leaves least") {
    const auto progress = VerdictState::progress;
    Climb green{.rungs = {rung("syntax", {"a", "b", "c"})},
                .verdicts = {{"a", progress}, {"b", VerdictState::green}}};
    CHECK(green.run().value()->summary == "b");
    CHECK(green.judged == std::vector<std::string>{"a", "b"});
    Climb least{.rungs = {rung("syntax", {"a", "b", "c"})},
                .verdicts = {{"a", progress}, {"b", progress}, {"c", progress}},
                .left = {{"a", 3}, {"b", 1}, {"c", 1}}};
    CHECK(least.run().value()->summary == "b");
    CHECK(least.judged.size() == 3);
    CHECK(least.events.back().text == "b");
    least.judged.clear();
    least.seconds = 1;
    CHECK(least.run().value()->summary == "a");
}

TEST_CASE("a rung takes the failures it applies to, root cause first, before the next rung") {
    Climb climb{.rungs = {rung("lint", {"a"}, "eslint"), rung("imports", {"b"})},
                .verdicts = {{"b", VerdictState::green}},
                .tools = {"black", "eslint"}};
    REQUIRE(climb.run().value());
    CHECK(climb.judged == std::vector<std::string>{"a", "b"});
    CHECK(climb.targets == std::vector<std::size_t>{1, 0});
}

TEST_CASE("of one rung for one failure only so many patches are judged") {
    for (const int most : {1, 2, 3}) {
        Climb climb{.rungs = {rung("lint", {"a", "b", "c", "d"})},
                    .verdicts = {{"d", VerdictState::green}},
                    .attempts = most};
        CHECK_FALSE(climb.run().value());
        CHECK(climb.judged.size() == static_cast<std::size_t>(most));
    }
}

TEST_CASE("the same reason for no patch is given once a round") {
    Climb climb{.rungs = {rung("lint", {}), rung("imports", {})}, .tools = {"black", "black", "a"}};
    CHECK_FALSE(climb.run().value());
    REQUIRE(climb.tried.size() == 2);
    CHECK(climb.tried[0].rung == "lint");
    CHECK(climb.tried[1].rung == "imports");
}

TEST_CASE("a change that was refused is not judged again for another failure") {
    Climb climb{.rungs = {rung("lint", {"a"}), rung("imports", {"a", "b"})},
                .tools = {"black", "eslint"}};
    CHECK_FALSE(climb.run().value());
    CHECK(climb.judged == std::vector<std::string>{"a", "b"});
}

TEST_CASE("the climb ends at its deadline") {
    Climb climb{.rungs = {rung("lint", {"a", "b", "c"}), rung("imports", {"d"})}, .seconds = 2};
    CHECK_FALSE(climb.run().value());
    CHECK(climb.judged == std::vector<std::string>{"a", "b"});
}

TEST_CASE("a rung without a patch says why, and the climb goes on") {
    auto silent = rung("format", {});
    auto noting = rung("lint", {});
    noting.propose = [](const auto&) {
        return base::Result<model::Proposal>({.notes = {"two names fit", "choose one"}});
    };
    auto lacking = rung("imports", {});
    lacking.propose = [](const auto&) {
        return base::Result<model::Proposal>({.missing_tool = "goimports"});
    };
    auto failing = rung("syntax", {});
    failing.propose = [](const auto&) -> base::Result<model::Proposal> {
        return base::fail(base::ErrorKind::transient, "It broke.");
    };
    Climb climb{.rungs = {silent, noting, lacking, failing, rung("dependencies", {"a"})},
                .verdicts = {{"a", VerdictState::green}}};
    REQUIRE(climb.run().value());
    std::vector<std::string> said;
    for (const auto& attempt : climb.tried)
        said.push_back(attempt.summary);
    CHECK(said == std::vector<std::string>{"nothing to change was found",
                                           "two names fit; choose one",
                                           "goimports is not installed", "It broke.", "a"});
    CHECK_FALSE(climb.tried[0].proposed);
    CHECK(climb.tried[4].proposed);
    CHECK(climb.events.front().kind == model::EventKind::skipped);
    CHECK(climb.events.back().kind == model::EventKind::accepted);
}

TEST_CASE("where no verdict can be had, the climb is an error") {
    Climb climb{.rungs = {rung("lint", {"broken place", "a"})}};
    const auto healed = climb.run();
    REQUIRE_FALSE(healed.has_value());
    CHECK(healed.error().kind == base::ErrorKind::transient);
}

TEST_CASE("rungs are chosen by name, in the order that is asked for") {
    const config::Config config;
    const auto names = [](const std::vector<model::Rung>& rungs) {
        std::vector<std::string> all;
        for (const auto& each : rungs)
            all.push_back(each.name);
        return base::join(all, " ");
    };
    const auto all = app::all_rungs(config, {.name = "agent"});
    CHECK(names(all) == "syntax format lint imports dependencies repair agent");
    CHECK(names(app::chosen_rungs(all, {}).value()) == names(all));
    CHECK(names(app::chosen_rungs(all, {"imports", "format"}).value()) == "imports format");
    const auto unknown = app::chosen_rungs(all, {"format", "magic"});
    REQUIRE_FALSE(unknown.has_value());
    CHECK(unknown.error().kind == base::ErrorKind::user);
    CHECK(unknown.error().message.find("imports") != std::string::npos);
}
