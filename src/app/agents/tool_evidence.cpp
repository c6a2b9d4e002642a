#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "agent/prompt.hpp"
#include "app/agents/tool_described.hpp"
#include "app/agents/tools.hpp"
#include "base/text.hpp"
#include "model/failure_json.hpp"

namespace mendel::app {

namespace {

using agent::tool_refusal;
using agent::ToolAnswer;
using agent::ToolCall;

base::Result<ToolAnswer> list_evidence(const Desk& desk, const ToolCall&) {
    std::string text;
    std::size_t number = 0;
    for (const auto& failure : desk->failures)
        text += fmt::format("{}: failure, {}\n", ++number, model::name_of(failure.category));
    for (const auto& piece : desk->task.evidence)
        text += fmt::format("{}: {} bytes\n", ++number, piece.text.size());
    return ToolAnswer{text.empty() ? "[there is no evidence]\n" : text};
}

base::Result<ToolAnswer> read_evidence(const Desk& desk, const ToolCall& call) {
    const auto number = static_cast<std::size_t>(base::number_at(call.arguments, "number"));
    const auto failures = desk->failures.size();
    if (number == 0 || number > failures + desk->task.evidence.size())
        return tool_refusal("There is no evidence of that number. See evidence_list.");
    if (number > failures)
        return ToolAnswer{agent::quarantined(desk->task.evidence[number - failures - 1], 50'000)};
    const auto& failure = desk->failures[number - 1];
    return ToolAnswer{agent::quarantined(
        {.source = "failure", .text = base::to_pretty_text(model::to_json(failure))}, 50'000)};
}

}  // namespace

std::vector<agent::Tool> evidence_tools(const Desk& desk) {
    return {described_tool("evidence_list", list_evidence, desk),
            described_tool("evidence_read", read_evidence, desk)};
}

}  // namespace mendel::app
