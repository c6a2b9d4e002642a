#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "agent/prompt.hpp"
#include "app/agents/tool_described.hpp"
#include "app/agents/tools.hpp"
#include "base/text.hpp"
#include "diagnose/diagnose.hpp"
#include "evaluate/gates.hpp"
#include "model/failure_json.hpp"

namespace mendel::app {

namespace {

using agent::tool_refusal;
using agent::ToolAnswer;
using agent::ToolCall;
using base::Json;

base::Result<ToolAnswer> analyze(const Desk& desk, const ToolCall& call) {
    const auto log = base::text_at(call.arguments, "log");
    Json failures = Json::array();
    for (const auto& failure : diagnose::diagnose({.text = log, .root = desk->worktree}))
        failures.push_back(model::to_json(failure));
    return ToolAnswer{agent::quarantined(
        {.source = "failures of the log", .text = base::to_pretty_text(failures)}, 80'000)};
}

std::string refusals_text(const std::vector<model::Refusal>& refusals) {
    std::string text;
    for (const auto& refusal : refusals)
        text += model::to_text(refusal) + "\n";
    return text;
}

base::Result<ToolAnswer> gate(const Desk& desk, const ToolCall&) {
    const auto patch = desk->changes();
    if (!patch)
        return base::fail(patch.error());
    const auto whole = model::combined(desk->tree.so_far, *patch);
    const auto refusals = evaluate::run_gates({.patch = whole, .config = desk->session->config});
    return ToolAnswer{refusals.empty() ? "The gates let the change pass.\n"
                                       : "Refused:\n" + refusals_text(refusals)};
}

base::Result<ToolAnswer> judge(const Desk& desk, const ToolCall&) {
    const auto patch = desk->changes();
    if (!patch)
        return base::fail(patch.error());
    if (patch->empty())
        return tool_refusal("Nothing has changed yet, so there is nothing to judge.");
    const auto verdict = desk->judge(*patch, model::Depth::target);
    if (!verdict && verdict.error().kind == base::ErrorKind::refused)
        return tool_refusal(verdict.error().message);
    if (!verdict)
        return base::fail(verdict.error());
    auto text =
        fmt::format("{}\n{}", model::name_of(verdict->state), refusals_text(verdict->refusals));
    for (const auto& failure : verdict->remaining)
        text += agent::quarantined(
            {.source = "still failing", .text = failure.message + "\n" + failure.evidence}, 4000);
    return ToolAnswer{text};
}

}  // namespace

std::vector<agent::Tool> engine_tools(const Desk& desk) {
    std::vector<agent::Tool> tools = {described_tool("mendel_analyze", analyze, desk),
                                      described_tool("mendel_gate", gate, desk)};
    if (desk->judge)
        tools.push_back(described_tool("mendel_judge", judge, desk));
    return tools;
}

std::vector<agent::Tool> agent_tools(const Desk& desk) {
    std::vector<agent::Tool> all;
    for (const auto make :
         {file_tools, git_tools, check_tools, code_tools, evidence_tools, forge_tools,
          proposal_tools, documentation_tools, engine_tools, search_tools})
        for (auto& tool : make(desk))
            all.push_back(std::move(tool));
    return all;
}

}  // namespace mendel::app
