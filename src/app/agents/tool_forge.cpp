#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "agent/prompt.hpp"
#include "app/agents/tool_described.hpp"
#include "app/agents/tools.hpp"
#include "base/json.hpp"

namespace mendel::app {

namespace {

using agent::ToolAnswer;
using agent::ToolCall;

constexpr std::size_t k_most_shown = 80'000;

/// What the forge has is strangers' text; that it has none is for the agent to know.
base::Result<ToolAnswer> shown(const std::string& source, const base::Result<std::string>& text) {
    if (!text)
        return agent::tool_refusal(text.error().message);
    return ToolAnswer{agent::quarantined({.source = source, .text = *text}, k_most_shown)};
}

base::Result<ToolAnswer> read_issue(const Desk& desk, const ToolCall& call) {
    const auto number = base::number_at(call.arguments, "number");
    return shown(fmt::format("item {} of the forge", number), desk->read_issue(number));
}

base::Result<ToolAnswer> read_run(const Desk& desk, const ToolCall& call) {
    const auto id = base::text_at(call.arguments, "id");
    return shown("run " + id, desk->read_run(id));
}

}  // namespace

std::vector<agent::Tool> forge_tools(const Desk& desk) {
    std::vector<agent::Tool> tools;
    if (desk->read_issue)
        tools.push_back(described_tool("forge_issue", read_issue, desk));
    if (desk->read_run)
        tools.push_back(described_tool("forge_run", read_run, desk));
    return tools;
}

}  // namespace mendel::app
