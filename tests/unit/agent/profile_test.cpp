#include "agent/profile.hpp"

#include <nlohmann/json.hpp>

#include "agent/output_reader.hpp"
#include "base/text.hpp"
#include "support/catch.hpp"

using namespace mendel;
using agent::AgentEnd;

namespace {

agent::Profile profile_of(const char* text) {
    const auto profile = agent::make_profile(base::Json::parse(text));
    REQUIRE(profile);
    return *profile;
}

std::string fault_of(const char* text) {
    const auto profile = agent::make_profile(base::Json::parse(text));
    REQUIRE_FALSE(profile);
    CHECK(profile.error().kind == base::ErrorKind::user);
    return profile.error().message;
}

}  // namespace

TEST_CASE("every ready profile can be used as it is") {
    for (const auto& name : agent::ready_profiles()) {
        INFO(name);
        const base::Json entry = {{"name", name}, {"profile", name}, {"script", "steps.sh"}};
        CHECK(agent::make_profile(entry));
    }
}

TEST_CASE("an entry's members replace those of its profile") {
    const auto profile = profile_of(
        R"({"name": "mine", "profile": "claude", "model": "m", "minutes": 3,
            "exit_codes": {"7": "over budget"}})");
    CHECK(profile.name == "mine");
    CHECK(profile.model == "m");
    CHECK(profile.minutes == 3);
    CHECK(profile.argv.front() == "claude");
    CHECK(profile.exit_codes.at(7) == AgentEnd::over_budget);
    CHECK(profile.edits == agent::EditWay::tools);
    CHECK(profile.require_isolation);
}

TEST_CASE("faults of an entry are said") {
    CHECK(base::contains(fault_of(R"({"name": "x"})"), "argv"));
    CHECK(base::contains(fault_of(R"({"name": "x", "profile": "none"})"), "claude"));
    CHECK(base::contains(fault_of(R"({"name": "x", "argv": ["a"], "prompt": "telepathy"})"),
                         "prompt"));
    CHECK(base::contains(fault_of(R"({"name": "x", "argv": ["a"], "exit_codes": {"900": "done"}})"),
                         "exit_codes"));
    CHECK(base::contains(fault_of(R"({"name": "x", "profile": "scripted"})"), "script"));
    CHECK(base::contains(fault_of(R"({"name": "x", "argv": ["a"], "files": {"../b": ""}})"),
                         "outside its home"));
    CHECK(base::contains(fault_of(R"({"name": "x", "runner": "model", "api": "smoke"})"), "api"));
}

TEST_CASE("placeholders are filled in once, unknown ones stay") {
    CHECK(agent::filled("{a}-{b}-{a", {{"a", "{b}"}}) == "{b}-{b}-{a");
}

TEST_CASE("a stream of documents is read in pieces of any size, the last result counts") {
    const auto profile = profile_of(R"({"name": "c", "profile": "claude"})");
    const std::string text =
        "{\"type\":\"system\"}\nnoise\n{\"type\":\"result\",\"result\":\"done\",\"is_error\":false,"
        "\"num_turns\":3,\"total_cost_usd\":0.0123,\"usage\":{\"input_tokens\":5}}";
    for (const std::size_t step : {1U, 7U, 1000U}) {
        agent::OutputReader reader(profile);
        for (std::size_t at = 0; at < text.size(); at += step)
            reader.take(std::string_view(text).substr(at, step));
        const auto said = reader.finish(text);
        CHECK(said.words == "done");
        CHECK_FALSE(said.is_error);
        CHECK(said.cost.turns == 3);
        CHECK(said.cost.micro_usd == 12'300);
        CHECK(said.cost.input_tokens == 5);
    }
}

TEST_CASE("promised JSON that never comes is seen") {
    const auto profile = profile_of(R"({"name": "c", "argv": ["a"], "output": "json"})");
    agent::OutputReader reader(profile);
    CHECK_FALSE(reader.finish("Segmentation fault").readable);
}
