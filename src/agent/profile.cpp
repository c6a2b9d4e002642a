#include "agent/profile.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "agent/data.hpp"
#include "base/text.hpp"

namespace mendel::agent {

namespace {

using base::Json;

const Json& table() {
    static const Json k_table = data_table("profiles.yaml");
    return k_table;
}

/// Reads members by name and remembers the first that does not fit.
class Reader {
  public:
    explicit Reader(const Json& json) : m_json(json) {}

    template <class Value>
    void read(const char* name, Value& field) {
        const auto found = m_json.find(name);
        if (found == m_json.end())
            return;
        try {
            field = found->get<Value>();
        } catch (const Json::exception&) {
            complain(name);
        }
    }

    template <class Value>
    void choose(const char* name, Value& field,
                const std::vector<std::pair<std::string, Value>>& words) {
        std::string word;
        read(name, word);
        if (word.empty())
            return;
        const auto found = std::find_if(words.begin(), words.end(),
                                        [&](const auto& each) { return each.first == word; });
        if (found == words.end())
            complain(name);
        else
            field = found->second;
    }

    void complain(const std::string& name) {
        if (m_fault.empty())
            m_fault = name;
    }
    const std::string& fault() const { return m_fault; }
    const Json& json() const { return m_json; }

  private:
    const Json& m_json;
    std::string m_fault;
};

void read_fields(Reader& reader, OutputFields& fields) {
    const auto found = reader.json().find("fields");
    if (found == reader.json().end())
        return;
    Reader below(*found);
    below.read("words", fields.words);
    below.read("is_error", fields.is_error);
    below.read("turns", fields.turns);
    below.read("cost_usd", fields.cost_usd);
    below.read("input_tokens", fields.input_tokens);
    below.read("output_tokens", fields.output_tokens);
    below.read("cache_read_tokens", fields.cache_read_tokens);
    below.read("cache_write_tokens", fields.cache_write_tokens);
    if (!below.fault().empty())
        reader.complain("fields/" + below.fault());
}

void read_exit_codes(Reader& reader, std::map<int, AgentEnd>& codes) {
    std::map<std::string, std::string> words;
    reader.read("exit_codes", words);
    for (const auto& [code, word] : words) {
        const auto ends = {AgentEnd::done,      AgentEnd::gave_up,     AgentEnd::refused,
                           AgentEnd::timed_out, AgentEnd::over_budget, AgentEnd::failed};
        const auto end = std::find_if(ends.begin(), ends.end(),
                                      [&](AgentEnd each) { return name_of(each) == word; });
        const long number = base::to_number(code);
        if (end == ends.end() || number < 0 || number > 255)
            return reader.complain("exit_codes");
        codes[static_cast<int>(number)] = *end;
    }
}

void read_run(Reader& reader, Profile& profile) {
    reader.choose("runner", profile.runner,
                  {{"command", RunnerKind::command}, {"model", RunnerKind::model}});
    reader.read("argv", profile.argv);
    reader.choose("prompt", profile.prompt,
                  {{"stdin", PromptWay::standard_input},
                   {"argument", PromptWay::argument},
                   {"file", PromptWay::file}});
    reader.choose("output", profile.output,
                  {{"text", OutputShape::text},
                   {"json", OutputShape::json},
                   {"stream-json", OutputShape::stream_json}});
    reader.choose("edits", profile.edits,
                  {{"tools", EditWay::tools}, {"worktree", EditWay::worktree}});
    read_fields(reader, profile.fields);
    read_exit_codes(reader, profile.exit_codes);
    reader.read("environment", profile.environment);
    reader.read("files", profile.files);
    reader.read("tool_prefix", profile.tool_prefix);
    reader.read("script", profile.script);
    reader.read("retries", profile.retries);
    reader.read("minutes", profile.minutes);
    reader.read("require_isolation", profile.require_isolation);
}

void read_model(Reader& reader, Profile& profile) {
    reader.read("api", profile.api);
    reader.read("base_url", profile.base_url);
    reader.read("key_variable", profile.key_variable);
    reader.read("model", profile.model);
    reader.read("failover", profile.failover);
    reader.read("headers", profile.headers);
}

base::Status check(const Profile& profile) {
    const auto wrong = [&](std::string_view what) {
        return base::fail(base::ErrorKind::user,
                          fmt::format("The agent '{}' {}.", profile.name, what), "agents");
    };
    if (profile.runner == RunnerKind::command && profile.argv.empty())
        return wrong("has neither argv nor a profile that has. Give one of them");
    if (profile.runner == RunnerKind::model && profile.api != "anthropic" &&
        profile.api != "openai")
        return wrong("is a model whose api is neither anthropic nor openai. Set one of them");
    const auto& argv = profile.argv;
    if (profile.script.empty() && std::find(argv.begin(), argv.end(), "{script}") != argv.end())
        return wrong("runs a script and names none. Set script to its path");
    for (const auto& [path, text] : profile.files)
        if (path.empty() || path[0] == '/' || base::contains("/" + path + "/", "/../"))
            return wrong("writes a file outside its home. Use a relative path");
    return {};
}

}  // namespace

std::vector<std::string> ready_profiles() {
    std::vector<std::string> names;
    for (const auto& [name, profile] : table().items())
        names.push_back(name);
    return names;
}

base::Result<Profile> make_profile(const Json& entry) {
    Json whole = Json::object();
    const std::string from = base::text_at(entry, "profile");
    if (!from.empty()) {
        const auto ready = table().find(from);
        if (ready == table().end())
            return base::fail(base::ErrorKind::user,
                              fmt::format("There is no profile '{}'. Choose from {}.", from,
                                          base::join(ready_profiles(), ", ")),
                              "agents");
        whole = *ready;
    }
    whole.merge_patch(entry);
    Profile profile{.name = base::text_at(entry, "name")};
    if (profile.name.empty())
        profile.name = from;
    Reader reader(whole);
    reader.read("purpose", profile.purpose);
    read_run(reader, profile);
    read_model(reader, profile);
    if (!reader.fault().empty())
        return base::fail(base::ErrorKind::user,
                          fmt::format("The member '{}' of the agent '{}' does not fit. See "
                                      "docs/agents.md.",
                                      reader.fault(), profile.name),
                          "agents");
    if (const auto sound = check(profile); !sound)
        return base::fail(sound.error());
    return profile;
}

std::string filled(std::string_view text, const std::map<std::string, std::string>& values) {
    std::string result;
    while (!text.empty()) {
        const auto open = text.find('{');
        result += text.substr(0, open);
        if (open == std::string_view::npos)
            break;
        text.remove_prefix(open);
        const auto close = text.find('}');
        const auto value = close == std::string_view::npos
                               ? values.end()
                               : values.find(std::string(text.substr(1, close - 1)));
        result += value == values.end() ? "{" : value->second;
        text.remove_prefix(value == values.end() ? 1 : close + 1);
    }
    return result;
}

}  // namespace mendel::agent
