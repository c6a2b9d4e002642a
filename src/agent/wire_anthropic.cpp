#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "agent/wire.hpp"

namespace mendel::agent {

namespace {

using base::Json;

const Json k_cached = {{"type", "ephemeral"}};

Json arguments_json(const std::string& text) {
    const auto json = base::parse_json(text.empty() ? "{}" : text, "arguments");
    return json && json->is_object() ? *json : Json::object();
}

Json message_json(const Message& message) {
    Json content = Json::array();
    if (!message.text.empty())
        content.push_back({{"type", "text"}, {"text", message.text}});
    for (const auto& use : message.uses)
        content.push_back({{"type", "tool_use"},
                           {"id", use.id},
                           {"name", use.name},
                           {"input", arguments_json(use.arguments)}});
    for (const auto& outcome : message.outcomes)
        content.push_back({{"type", "tool_result"},
                           {"tool_use_id", outcome.id},
                           {"content", outcome.text},
                           {"is_error", outcome.is_error}});
    return {{"role", message.role == Message::Role::model ? "assistant" : "user"},
            {"content", content}};
}

Json request(const Conversation& conversation) {
    Json tools = Json::array();
    for (const auto& tool : *conversation.tools)
        tools.push_back({{"name", tool.name},
                         {"description", tool.description},
                         {"input_schema", Json::parse(tool.input_schema)}});
    Json messages = Json::array();
    for (const auto& message : conversation.messages)
        messages.push_back(message_json(message));
    // Everything up to a mark is kept by the service for the next turn.
    if (!messages.empty() && !messages.back()["content"].empty())
        messages.back()["content"].back()["cache_control"] = k_cached;
    return {{"model", conversation.model},
            {"max_tokens", conversation.max_output},
            {"stream", true},
            {"system",
             Json::array(
                 {{{"type", "text"}, {"text", conversation.system}, {"cache_control", k_cached}}})},
            {"tools", tools},
            {"messages", messages}};
}

tl::unexpected<base::Error> broken(const std::string& what) {
    return base::fail(base::ErrorKind::transient, "The model's stream " + what + ". Try again.");
}

/// The content blocks of a stream as they grow.
class Blocks {
  public:
    void start(const Json& document) {
        const long index = base::number_at(document, "index");
        const Json& block = base::value_at(document, "content_block");
        m_types[index] = base::text_at(block, "type");
        if (m_types[index] == "tool_use")
            m_uses[index] = {base::text_at(block, "id"), base::text_at(block, "name"), ""};
        if (m_types[index] == "text")
            m_text += base::text_at(block, "text");
    }
    void grow(const Json& document) {
        const long index = base::number_at(document, "index");
        m_text += base::text_at(document, "delta.text");
        if (const auto use = m_uses.find(index); use != m_uses.end())
            use->second.arguments += base::text_at(document, "delta.partial_json");
    }
    Turn take() {
        Turn turn{.text = std::move(m_text)};
        for (auto& [index, use] : m_uses)
            turn.uses.push_back(std::move(use));
        return turn;
    }

  private:
    std::map<long, std::string> m_types;
    std::map<long, ToolUse> m_uses;
    std::string m_text;
};

TurnEnd end_of(const std::string& reason) {
    if (reason == "tool_use")
        return TurnEnd::wants_tools;
    if (reason == "refusal")
        return TurnEnd::refused;
    return reason == "max_tokens" ? TurnEnd::too_long : TurnEnd::finished;
}

base::Result<Turn> turn_of(const std::vector<Json>& documents) {
    Blocks blocks;
    std::string reason;
    bool whole = false;
    for (const Json& document : documents) {
        const auto type = base::text_at(document, "type");
        if (type == "error")
            return broken("broke off: " + base::text_at(document, "error.message"));
        if (type == "content_block_start")
            blocks.start(document);
        else if (type == "content_block_delta")
            blocks.grow(document);
        else if (type == "message_delta")
            reason = base::text_at(document, "delta.stop_reason");
        whole = whole || type == "message_stop";
    }
    if (!whole)
        return broken("ended before its end");
    auto turn = blocks.take();
    turn.end = end_of(reason);
    return turn;
}

std::vector<std::string> headers(const std::string& key) {
    std::vector<std::string> all = {"anthropic-version: 2023-06-01"};
    if (!key.empty())
        all.push_back("x-api-key: " + key);
    return all;
}

}  // namespace

const Wire k_anthropic_wire = {.api = "anthropic",
                               .path = "/v1/messages",
                               .request = request,
                               .turn = turn_of,
                               .headers = headers};

const Wire* wire_of(std::string_view api) {
    for (const Wire* wire : {&k_anthropic_wire, &k_openai_wire})
        if (wire->api == api)
            return wire;
    return nullptr;
}

}  // namespace mendel::agent
