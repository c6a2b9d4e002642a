#include <map>

#include <nlohmann/json.hpp>

#include "agent/wire.hpp"

namespace mendel::agent {

namespace {

using base::Json;

Json call_json(const ToolUse& use) {
    return {{"id", use.id},
            {"type", "function"},
            {"function",
             {{"name", use.name}, {"arguments", use.arguments.empty() ? "{}" : use.arguments}}}};
}

void add_message(const Message& message, Json& messages) {
    if (message.role == Message::Role::tools) {
        for (const auto& outcome : message.outcomes)
            messages.push_back(
                {{"role", "tool"}, {"tool_call_id", outcome.id}, {"content", outcome.text}});
        return;
    }
    if (message.role == Message::Role::user) {
        messages.push_back({{"role", "user"}, {"content", message.text}});
        return;
    }
    Json json = {{"role", "assistant"},
                 {"content", message.text.empty() ? Json() : Json(message.text)}};
    for (const auto& use : message.uses)
        json["tool_calls"].push_back(call_json(use));
    messages.push_back(std::move(json));
}

Json request(const Conversation& conversation) {
    Json messages = Json::array({{{"role", "system"}, {"content", conversation.system}}});
    for (const auto& message : conversation.messages)
        add_message(message, messages);
    Json tools = Json::array();
    for (const auto& tool : *conversation.tools)
        tools.push_back({{"type", "function"},
                         {"function",
                          {{"name", tool.name},
                           {"description", tool.description},
                           {"parameters", Json::parse(tool.input_schema)}}}});
    Json body = {{"model", conversation.model},
                 {"max_completion_tokens", conversation.max_output},
                 {"stream", true},
                 {"stream_options", {{"include_usage", true}}},
                 {"messages", messages}};
    if (!tools.empty())
        body["tools"] = tools;
    return body;
}

tl::unexpected<base::Error> broken(const std::string& what) {
    return base::fail(base::ErrorKind::transient, "The model's stream " + what + ". Try again.");
}

void take_calls(const Json& calls, std::map<long, ToolUse>& uses) {
    if (!calls.is_array())
        return;
    for (const Json& call : calls) {
        auto& use = uses[base::number_at(call, "index")];
        if (const auto id = base::text_at(call, "id"); !id.empty())
            use.id = id;
        use.name += base::text_at(call, "function.name");
        use.arguments += base::text_at(call, "function.arguments");
    }
}

TurnEnd end_of(const std::string& reason, const Turn& turn) {
    if (reason == "content_filter")
        return TurnEnd::refused;
    if (reason == "tool_calls" || !turn.uses.empty())
        return TurnEnd::wants_tools;
    return reason == "length" ? TurnEnd::too_long : TurnEnd::finished;
}

base::Result<Turn> turn_of(const std::vector<Json>& documents) {
    Turn turn;
    std::map<long, ToolUse> uses;
    std::string reason;
    std::string refusal;
    for (const Json& document : documents) {
        if (document.contains("error"))
            return broken("broke off: " + base::text_at(document, "error.message"));
        const Json& choices = base::value_at(document, "choices");
        if (!choices.is_array() || choices.empty())
            continue;
        const Json& choice = choices.front();
        turn.text += base::text_at(choice, "delta.content");
        refusal += base::text_at(choice, "delta.refusal");
        take_calls(base::value_at(choice, "delta.tool_calls"), uses);
        if (const auto end = base::text_at(choice, "finish_reason"); !end.empty())
            reason = end;
    }
    if (reason.empty())
        return broken("ended before its end");
    for (auto& [index, use] : uses)
        turn.uses.push_back(std::move(use));
    turn.end = refusal.empty() ? end_of(reason, turn) : TurnEnd::refused;
    if (turn.text.empty())
        turn.text = refusal;
    return turn;
}

std::vector<std::string> headers(const std::string& key) {
    if (key.empty())
        return {};
    return {"Authorization: Bearer " + key};
}

}  // namespace

const Wire k_openai_wire = {.api = "openai",
                            .path = "/v1/chat/completions",
                            .request = request,
                            .turn = turn_of,
                            .headers = headers};

}  // namespace mendel::agent
