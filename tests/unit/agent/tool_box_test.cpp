#include "agent/tool_box.hpp"

#include <atomic>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "support/catch.hpp"
#include "sys/pool.hpp"

using namespace mendel;
using agent::ToolEffect;
using base::Json;

namespace {

constexpr auto k_text = R"({"type":"object","properties":{"text":{"type":"string"}},)"
                        R"("required":["text"],"additionalProperties":false})";

struct Counted {
    std::atomic<int> calls = 0;
    std::atomic<bool> works = true;

    agent::Tool tool(const std::string& name, ToolEffect effect, const std::string& fallback = {}) {
        return {
            .name = name,
            .description = name,
            .input_schema = k_text,
            .effect = effect,
            .call = [this, name](const agent::ToolCall& call) -> base::Result<agent::ToolAnswer> {
                ++calls;
                if (!works)
                    return base::fail(base::ErrorKind::transient, "It is down.");
                return agent::ToolAnswer{name + ":" + base::text_at(call.arguments, "text")};
            },
            .fallback = fallback};
    }
};

}  // namespace

TEST_CASE("answers of reading tools are kept until something is written") {
    Counted reads;
    Counted writes;
    agent::ToolBox box({reads.tool("r", ToolEffect::reads), writes.tool("w", ToolEffect::writes)},
                       {});
    CHECK(box.call("r", {{"text", "a"}}).text == "r:a");
    CHECK(box.call("r", {{"text", "a"}}).text == "r:a");
    CHECK(reads.calls == 1);
    box.call("w", {{"text", "x"}});
    box.call("r", {{"text", "a"}});
    CHECK(reads.calls == 2);
    const auto statistics = box.statistics();
    CHECK(statistics[0].calls == 3);
    CHECK(statistics[0].from_cache == 1);
}

TEST_CASE("bad calls are refused with a reason and audited") {
    Counted reads;
    std::vector<model::AuditEntry> entries;
    agent::ToolBox box(
        {reads.tool("r", ToolEffect::reads)},
        {.argument_cap = 100, .audit = [&](const auto& entry) { entries.push_back(entry); }});
    CHECK(base::contains(box.call("none", Json::object()).text, "no tool"));
    CHECK(base::contains(box.call("r", {{"txt", "a"}}).text, "do not fit"));
    CHECK(base::contains(box.call("r", Json(3)).text, "do not fit"));
    CHECK(base::contains(box.call("r", {{"text", std::string(200, 'a')}}).text, "longer than"));
    CHECK(reads.calls == 0);
    REQUIRE(entries.size() == 4);
    for (const auto& entry : entries)
        CHECK(entry.verdict == "refused");
}

TEST_CASE("a failing tool's fallback is asked and says so") {
    Counted first;
    Counted second;
    first.works = false;
    agent::ToolBox box(
        {first.tool("a", ToolEffect::reads, "b"), second.tool("b", ToolEffect::reads)}, {});
    const auto answer = box.call("a", {{"text", "x"}});
    CHECK_FALSE(answer.is_error);
    CHECK(base::contains(answer.text, "b:x"));
    CHECK(base::contains(answer.text, "a failed"));
    second.works = false;
    CHECK(box.call("a", {{"text", "y"}}).is_error);
}

TEST_CASE("deadlines follow what a tool took, and a call past its own is stopped") {
    agent::Tool waits{.name = "w",
                      .description = "",
                      .input_schema = k_text,
                      .call = [](const agent::ToolCall& call) -> base::Result<agent::ToolAnswer> {
                          if (base::text_at(call.arguments, "text") == "hang")
                              (void)sys::pause(std::chrono::minutes(5), call.stop);
                          return agent::ToolAnswer{"done"};
                      }};
    agent::ToolBox box({waits}, {.first_deadline = std::chrono::minutes(1),
                                 .least_deadline = std::chrono::milliseconds(50)});
    CHECK(box.deadline_of("w") == std::chrono::minutes(1));
    for (int each = 0; each < 5; ++each)
        box.call("w", {{"text", std::to_string(each)}});
    CHECK(box.deadline_of("w") < std::chrono::seconds(30));
    const auto answer = box.call("w", {{"text", "hang"}});
    CHECK(answer.is_error);
    CHECK(base::contains(answer.text, "was stopped"));
}

TEST_CASE("calls of writing tools run one at a time") {
    std::atomic<int> inside = 0;
    std::atomic<int> most = 0;
    agent::Tool tool{.name = "w",
                     .description = "",
                     .input_schema = k_text,
                     .effect = ToolEffect::writes,
                     .call = [&](const agent::ToolCall&) -> base::Result<agent::ToolAnswer> {
                         most = std::max<int>(most, ++inside);
                         --inside;
                         return agent::ToolAnswer{};
                     }};
    agent::ToolBox box({tool}, {});
    sys::parallel_for(64, 8, [&](std::size_t index) {
        box.call("w", {{"text", std::to_string(index)}});
    });
    CHECK(most == 1);
}
