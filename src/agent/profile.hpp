#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "agent/agent.hpp"
#include "base/json.hpp"
#include "base/result.hpp"

namespace mendel::agent {

/// How a command-line agent is given its prompt.
enum class PromptWay { standard_input, argument, file };

/// How what it prints is read: as its last words, as one JSON document, or as JSON documents of
/// one line each, the last one with a field counting.
enum class OutputShape { text, json, stream_json };

/// Whether the agent changes files through mendel's tools alone (its process cannot write the
/// worktree) or by itself (the gates judge the result all the same).
enum class EditWay { tools, worktree };

/// What does the work: a program, or mendel's own loop over a model's HTTP API.
enum class RunnerKind { command, model };

/// JSON pointers into what the agent prints; empty: it does not say.
struct OutputFields {
    std::string words = {};
    std::string is_error = {};
    std::string turns = {};
    std::string cost_usd = {};
    std::string input_tokens = {};
    std::string output_tokens = {};
    std::string cache_read_tokens = {};
    std::string cache_write_tokens = {};
};

/// One agent as data: what docs/agents.md lists, member by member.
struct Profile {
    std::string name;
    std::string purpose = {};
    RunnerKind runner = RunnerKind::command;
    std::vector<std::string> argv = {};  ///< with placeholders
    PromptWay prompt = PromptWay::standard_input;
    OutputShape output = OutputShape::text;
    OutputFields fields = {};
    std::map<int, AgentEnd> exit_codes = {};  ///< besides 0 (done); others are failed
    EditWay edits = EditWay::tools;
    std::string api = {};  ///< "anthropic", "openai" or "gemini"; empty: it talks to no model
    std::string base_url = {};
    std::string key_variable = {};  ///< variable of mendel's own environment that holds the key
    std::string model = {};
    std::vector<std::string> failover = {};  ///< names of agents whose models are asked next
    std::map<std::string, std::string> environment = {};
    std::map<std::string, std::string> files = {};  ///< written into its clean home
    std::string tool_prefix = {};
    std::string script = {};        ///< for the placeholder {script}; a path
    int retries = 1;                ///< more tries where its program or service failed
    int minutes = 20;               ///< the longest one try may take
    bool require_isolation = true;  ///< refuse to run where walls are only partial
    std::map<std::string, std::string> headers = {};  ///< added to requests to the model
};

/// The names of the ready profiles.
std::vector<std::string> ready_profiles();

/// The profile that an entry of the configuration (`name`, `profile` and any member of a profile)
/// stands for. A fault is an error of kind user that names the member.
base::Result<Profile> make_profile(const base::Json& entry);

/// A text with its placeholders filled in; one that is unknown stays as it is.
std::string filled(std::string_view text, const std::map<std::string, std::string>& values);

}  // namespace mendel::agent
