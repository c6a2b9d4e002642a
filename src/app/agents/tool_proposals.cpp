#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/agents/tool_described.hpp"
#include "app/agents/tools.hpp"
#include "base/text.hpp"
#include "base/time_format.hpp"
#include "sys/clock.hpp"
#include "sys/files.hpp"

namespace mendel::app {

namespace {

using agent::tool_refusal;
using agent::ToolAnswer;
using agent::ToolCall;
using base::Json;

constexpr std::size_t k_most_proposals = 20;

/// A proposal is data in a folder: nothing is published by an agent.
base::Result<ToolAnswer> propose(const Desk& desk, Json proposal) {
    const auto there = sys::is_folder(desk->proposals) ? sys::list_folder(desk->proposals)
                                                       : base::Result<std::vector<std::string>>();
    if (there && there->size() >= k_most_proposals)
        return tool_refusal("There are twenty proposals already. No more are taken.");
    proposal["schema"] = "mendel.proposal/1";
    proposal["task"] = desk->task.id;
    proposal["created"] = base::to_rfc3339(desk->session->clock.now());
    const auto name = fmt::format("proposal-{}.json", sys::random_name(8));
    const auto written =
        sys::write_file(sys::join_path(desk->proposals, name), base::to_pretty_text(proposal));
    if (!written)
        return base::fail(written.error());
    return ToolAnswer{"Kept as a proposal. People and the publish step decide on it."};
}

base::Result<ToolAnswer> propose_comment(const Desk& desk, const ToolCall& call) {
    return propose(desk, {{"kind", "comment"}, {"body", base::text_at(call.arguments, "body")}});
}

base::Result<ToolAnswer> propose_pull_request(const Desk& desk, const ToolCall& call) {
    return propose(desk, {{"kind", "pull_request"},
                          {"title", base::text_at(call.arguments, "title")},
                          {"body", base::text_at(call.arguments, "body")}});
}

}  // namespace

std::vector<agent::Tool> proposal_tools(const Desk& desk) {
    if (desk->proposals.empty())
        return {};
    return {described_tool("propose_comment", propose_comment, desk),
            described_tool("propose_pull_request", propose_pull_request, desk)};
}

}  // namespace mendel::app
