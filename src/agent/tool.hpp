#pragma once

#include <chrono>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"

namespace mendel::agent {

/// Whether a tool changes anything; calls of reading tools may run at the same time and their
/// results may be kept.
enum class ToolEffect { reads, writes };

/// What a tool answers an agent: text that it can use, or why it was refused.
struct ToolAnswer {
    std::string text;
    bool is_error = false;
};

/// What one call is given besides its arguments.
struct ToolCall {
    const base::Json& arguments;  ///< an object that fits the tool's input schema
    std::chrono::milliseconds deadline = std::chrono::seconds(120);
    std::stop_token stop = {};
};

/// One thing that an agent may do. App binds tools to what they need (repository, Place, forge) and
/// hands them to whoever serves or calls them; nothing else reaches an agent.
struct Tool {
    std::string name;          ///< letters, digits and '_': "fs_read"
    std::string description;   ///< for the model: what it does and what it refuses
    std::string input_schema;  ///< JSON Schema of the arguments, an object
    ToolEffect effect = ToolEffect::reads;
    /// An Error is a fault of mendel or of the machine; what the agent did wrong is an answer with
    /// `is_error`.
    std::function<base::Result<ToolAnswer>(const ToolCall&)> call;
    std::string fallback = {};  ///< name of the tool that is asked where this one fails
};

/// How one tool fared in one run; durations in milliseconds.
struct ToolStatistics {
    std::string name;
    long calls = 0;
    long errors = 0;
    long from_cache = 0;
    long fallbacks = 0;
    double p95_ms = 0;
};

/// An answer that says why not.
inline ToolAnswer tool_refusal(std::string text) {
    return {.text = std::move(text), .is_error = true};
}

}  // namespace mendel::agent
