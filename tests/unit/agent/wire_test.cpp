#include "agent/wire.hpp"

#include <nlohmann/json.hpp>

#include "agent/sse.hpp"
#include "agent/usage.hpp"
#include "support/catch.hpp"

using namespace mendel;
using agent::TurnEnd;
using base::Json;

namespace {

std::vector<Json> documents_of(const std::vector<std::string>& texts) {
    std::vector<Json> documents;
    for (const auto& text : texts)
        documents.push_back(Json::parse(text));
    return documents;
}

const std::vector<std::string> k_anthropic = {
    R"({"type":"message_start","message":{"usage":{"input_tokens":12,"output_tokens":1,)"
    R"("cache_read_input_tokens":5}}})",
    R"({"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}})",
    R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Let me"}})",
    R"({"type":"content_block_start","index":1,"content_block":{"type":"tool_use",)"
    R"("id":"t1","name":"fs_read","input":{}}})",
    R"({"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta",)"
    R"("partial_json":"{\"path\":"}})",
    R"({"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta",)"
    R"("partial_json":"\"a\"}"}})",
    R"({"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":30}})",
    R"({"type":"message_stop"})"};

const std::vector<std::string> k_openai = {
    R"({"choices":[{"delta":{"role":"assistant","content":null}}]})",
    R"({"choices":[{"delta":{"tool_calls":[{"index":0,"id":"c1",)"
    R"("function":{"name":"fs_read","arguments":""}}]}}]})",
    R"({"choices":[{"delta":{"tool_calls":[{"index":1,"id":"c2",)"
    R"("function":{"name":"fs_list","arguments":"{}"}}]}}]})",
    R"({"choices":[{"delta":{"tool_calls":[{"index":0,)"
    R"("function":{"arguments":"{\"path\":\"a\"}"}}]}}]})",
    R"({"choices":[{"delta":{},"finish_reason":"tool_calls"}]})",
    R"({"choices":[],"usage":{"prompt_tokens":20,"completion_tokens":9,)"
    R"("prompt_tokens_details":{"cached_tokens":8}}})"};

}  // namespace

TEST_CASE("a turn of Anthropic's stream is put together") {
    const auto turn = agent::k_anthropic_wire.turn(documents_of(k_anthropic));
    REQUIRE(turn);
    CHECK(turn->text == "Let me");
    CHECK(turn->end == TurnEnd::wants_tools);
    REQUIRE(turn->uses.size() == 1);
    CHECK(turn->uses[0].arguments == R"({"path":"a"})");
}

TEST_CASE("a turn of OpenAI's stream is put together") {
    const auto turn = agent::k_openai_wire.turn(documents_of(k_openai));
    REQUIRE(turn);
    REQUIRE(turn->uses.size() == 2);
    CHECK(turn->uses[0].id == "c1");
    CHECK(turn->uses[0].arguments == R"({"path":"a"})");
    CHECK(turn->uses[1].name == "fs_list");
}

TEST_CASE("a cut stream and an error in it are transient") {
    for (const auto* wire : {&agent::k_anthropic_wire, &agent::k_openai_wire}) {
        const auto cut = wire->turn(documents_of({R"({"type":"message_start"})"}));
        REQUIRE_FALSE(cut);
        CHECK(cut.error().kind == base::ErrorKind::transient);
        CHECK_FALSE(wire->turn(documents_of({R"({"type":"error","error":{"message":"x"}})"})));
    }
}

TEST_CASE("a refusal is told from an end") {
    auto texts = k_anthropic;
    texts[6] = R"({"type":"message_delta","delta":{"stop_reason":"refusal"}})";
    CHECK(agent::k_anthropic_wire.turn(documents_of(texts))->end == TurnEnd::refused);
    const auto turn = agent::k_openai_wire.turn(
        documents_of({R"({"choices":[{"delta":{"refusal":"No."},"finish_reason":"stop"}]})"}));
    CHECK(turn->end == TurnEnd::refused);
}

TEST_CASE("tools, outcomes and caching marks stand in the requests") {
    const std::vector<agent::Tool> tools = {
        {.name = "t", .description = "d", .input_schema = R"({"type":"object"})"}};
    agent::Conversation conversation{.model = "m", .system = "s", .messages = {}, .tools = &tools};
    conversation.messages = {
        {.text = "go"},
        {.role = agent::Message::Role::model, .uses = {{"c1", "t", "{broken"}}},
        {.role = agent::Message::Role::tools, .outcomes = {{"c1", "no", true}}}};
    const auto anthropic = agent::k_anthropic_wire.request(conversation);
    CHECK(anthropic["messages"][1]["content"][0]["input"] == Json::object());
    CHECK(anthropic["messages"][2]["content"][0]["is_error"] == true);
    CHECK(anthropic["messages"][2]["content"][0].contains("cache_control"));
    CHECK(anthropic["tools"][0]["input_schema"]["type"] == "object");
    const auto openai = agent::k_openai_wire.request(conversation);
    CHECK(openai["messages"][3]["role"] == "tool");
    CHECK(openai["messages"][2]["tool_calls"][0]["function"]["arguments"] == "{broken");
    CHECK(openai["stream_options"]["include_usage"] == true);
}

TEST_CASE("events come whole whatever the pieces") {
    const std::string text = ": note\r\nevent: a\r\ndata: one\r\ndata: two\r\n\r\ndata: x\n\n";
    for (const std::size_t step : {1U, 3U, 100U}) {
        std::vector<std::string> seen;
        agent::SseReader reader([&](std::string_view event, std::string_view data) {
            seen.push_back(std::string(event) + "|" + std::string(data));
        });
        for (std::size_t at = 0; at < text.size(); at += step)
            reader.take(std::string_view(text).substr(at, step));
        CHECK(seen == std::vector<std::string>{"a|one\ntwo", "|x"});
    }
}

TEST_CASE("usage is read from streams, and judged where they are cut") {
    const auto usage_of = [](const std::string& api, const std::vector<std::string>& texts,
                             std::size_t count) {
        agent::UsageReader reader(api, "m", true);
        for (std::size_t index = 0; index < count; ++index)
            reader.take("data: " + texts[index] + "\n\n");
        return reader.finish({.model = "m", .input = 500, .output = 100});
    };
    const auto whole = usage_of("anthropic", k_anthropic, k_anthropic.size());
    CHECK(whole.input == 12);
    CHECK(whole.output == 30);
    CHECK(whole.cache_read == 5);
    const auto cut = usage_of("anthropic", k_anthropic, 3);
    CHECK(cut.input == 12);
    CHECK(cut.output == 1);
    const auto openai = usage_of("openai", k_openai, k_openai.size());
    CHECK(openai.input == 12);
    CHECK(openai.cache_read == 8);
    CHECK(openai.output == 9);
    CHECK(usage_of("openai", k_openai, 4).input == 500);
    CHECK(usage_of("openai", k_openai, 0).total() == 0);
}
