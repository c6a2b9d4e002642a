#include <algorithm>

#include <fmt/format.h>

#include "agent/prompt.hpp"
#include "app/agents/tool_described.hpp"
#include "app/agents/tool_paths.hpp"
#include "app/agents/tools.hpp"
#include "base/text.hpp"
#include "diagnose/diagnose.hpp"
#include "git/diff.hpp"
#include "repair/localise.hpp"
#include "repair/rung.hpp"
#include "sys/clock.hpp"

namespace mendel::app {

namespace {

using agent::tool_refusal;
using agent::ToolAnswer;
using agent::ToolCall;

constexpr std::size_t k_most_lines = 30;
constexpr std::size_t k_most_patches = 3;
constexpr std::size_t k_most_candidates = 20'000;
constexpr long k_usual_seconds = 30;

const char* const k_nothing_fails =
    "No check of this repository fails, so there is nothing to look for. See check_list.";

/// The failing round with the deadline of the call.
base::Result<std::optional<model::Round>> round_of(const Desk& desk, const ToolCall& call,
                                                   std::chrono::milliseconds longest) {
    auto round = desk->failing_round();
    if (round && *round)
        (*round)->deadline = desk->session->clock.steady() + std::min(call.deadline, longest);
    return round;
}

std::string text_of(const repair::Localisation& found) {
    auto text = fmt::format("Suspicious lines of the tree as it began, by {}:\n", found.method);
    const auto shown = std::min(found.lines.size(), k_most_lines);
    for (std::size_t index = 0; index < shown; ++index) {
        const auto& line = found.lines[index];
        text += fmt::format("{}:{}  {:.2f}\n", line.file, line.line, line.score);
    }
    if (shown == 0)
        text += "none\n";
    for (const auto& test : found.tests)
        if (!test.passed && !test.skipped)
            text += fmt::format("failing test: {}\n", test.name);
    for (const auto& note : found.notes)
        text += note + "\n";
    return text;
}

base::Result<ToolAnswer> localise(const Desk& desk, const ToolCall& call) {
    const auto round = round_of(desk, call, std::chrono::minutes(5));
    if (!round)
        return tool_refusal(round.error().message);
    if (!*round)
        return tool_refusal(k_nothing_fails);
    const auto found = repair::localise(**round);
    if (!found)
        return tool_refusal(found.error().message);
    return ToolAnswer{
        agent::quarantined({.source = "localisation", .text = text_of(*found)}, 40'000)};
}

/// Patches that the task lets the agent make; the others are none of its business.
bool is_in_scope(const Desk& desk, const model::Patch& patch) {
    return std::none_of(patch.changes.begin(), patch.changes.end(), [&](const auto& change) {
        return tool_write_refusal(*desk, change.path).has_value();
    });
}

base::Result<ToolAnswer> patches_text(const Desk& desk, const model::Proposal& proposal) {
    std::string text;
    std::size_t shown = 0;
    for (const auto& patch : proposal.patches) {
        if (shown == k_most_patches || !is_in_scope(desk, patch))
            continue;
        const auto diff = git::to_diff(patch);
        if (!diff)
            return base::fail(diff.error());
        text += fmt::format("Candidate {}: {}\n{}\n", ++shown, patch.summary, *diff);
    }
    if (shown == 0)
        text = "The search found no edit that makes the tests pass.\n";
    for (const auto& note : proposal.notes)
        text += note + "\n";
    if (shown != 0)
        text += "Nothing was changed. Take one over with patch_apply.\n";
    return ToolAnswer{agent::quarantined({.source = "repair search", .text = text}, 60'000)};
}

base::Result<ToolAnswer> repair(const Desk& desk, const ToolCall& call) {
    const auto asked = base::number_at(call.arguments, "seconds");
    const auto time = std::chrono::seconds(asked == 0 ? k_usual_seconds : asked);
    const auto round = round_of(desk, call, time + std::chrono::seconds(30));
    if (!round)
        return tool_refusal(round.error().message);
    if (!*round)
        return tool_refusal(k_nothing_fails);
    const auto rung = repair::repair_rung({.diagnose = diagnose::diagnose},
                                          {.time = time, .candidates = k_most_candidates});
    if (!rung.applies((*round)->failure))
        return tool_refusal("The failure is no failing test, and the search mends those alone.");
    const auto proposal = rung.propose(**round);
    if (!proposal)
        return tool_refusal(proposal.error().message);
    return patches_text(desk, *proposal);
}

}  // namespace

std::vector<agent::Tool> search_tools(const Desk& desk) {
    if (!desk->failing_round)
        return {};
    return {described_tool("mendel_localise", localise, desk),
            described_tool("mendel_repair", repair, desk)};
}

}  // namespace mendel::app
