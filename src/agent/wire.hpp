#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "agent/tool.hpp"
#include "base/json.hpp"
#include "base/result.hpp"

namespace mendel::agent {

/// A tool call that a model asked for.
struct ToolUse {
    std::string id;
    std::string name;
    std::string arguments;  ///< JSON text as the model wrote it; it may be broken
};

/// What came of one.
struct ToolOutcome {
    std::string id;
    std::string text;
    bool is_error = false;
};

/// One step of a conversation: the user's text, a model's turn, or the outcomes of its tool calls.
struct Message {
    enum class Role { user, model, tools };
    Role role = Role::user;
    std::string text = {};
    std::vector<ToolUse> uses = {};
    std::vector<ToolOutcome> outcomes = {};
};

/// Why a model stopped.
enum class TurnEnd { finished, wants_tools, too_long, refused };

/// A model's answer.
struct Turn {
    std::string text = {};
    std::vector<ToolUse> uses = {};
    TurnEnd end = TurnEnd::finished;
};

/// What a model is asked.
struct Conversation {
    std::string model;
    std::string system;
    std::vector<Message> messages;
    const std::vector<Tool>* tools = nullptr;
    long max_output = 8192;
};

/// One protocol to ask a model by. `request` builds a body that asks for a stream; `turn` reads the
/// stream's documents, an error of kind transient where they are cut or make no sense.
struct Wire {
    std::string_view api;   ///< "anthropic" or "openai"
    std::string_view path;  ///< below the base address, "/v1/..."
    base::Json (*request)(const Conversation& conversation);
    base::Result<Turn> (*turn)(const std::vector<base::Json>& documents);
    std::vector<std::string> (*headers)(const std::string& key);
};

/// Anthropic Messages (https://docs.anthropic.com/en/api/messages-streaming), with prompt caching.
extern const Wire k_anthropic_wire;
/// OpenAI chat completions (https://platform.openai.com/docs/api-reference/chat-streaming), as
/// local servers speak them too.
extern const Wire k_openai_wire;

/// The wire of an API's name; null where there is none.
const Wire* wire_of(std::string_view api);

}  // namespace mendel::agent
