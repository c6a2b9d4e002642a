#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "heal/rungs.hpp"
#include "heal/rungs/lint_edits.hpp"
#include "heal/rungs/lint_flake8.hpp"
#include "heal/rungs/tool_fixes.hpp"

namespace mendel::heal {
namespace {

bool has_own_fixer(const model::Failure& failure) {
    return std::any_of(failure.locations.begin(), failure.locations.end(),
                       [&](const model::Location& place) {
                           const auto language = code::language_of(place.file);
                           return language && lint_fixer(failure.rule, *language) != nullptr;
                       });
}

bool applies(const model::Failure& failure) {
    return may_fix(failure, "lint") || has_own_fixer(failure) || is_flake8_family(failure.tool);
}

void add(model::Proposal& proposal, model::Patch patch, std::string summary) {
    if (patch.empty())
        return;
    patch.rung = "lint";
    patch.summary = std::move(summary);
    const bool known =
        std::any_of(proposal.patches.begin(), proposal.patches.end(),
                    [&](const model::Patch& other) { return other.changes == patch.changes; });
    if (!known)
        proposal.patches.push_back(std::move(patch));
}

/// Our edits first, the linter's companions on top: their edits move lines, ours do not need them.
base::Result<model::Proposal> propose_flake8(const model::Round& round,
                                             const code::Invocation& linter) {
    model::Proposal proposal;
    const auto own = own_edits(round, false);
    auto fixed = run_flake8_fixers(round, linter, own);
    if (!fixed)
        return base::fail(fixed.error());
    if (!fixed->missing_tool.empty())
        proposal.notes.push_back(fmt::format("{} is not installed, edits of its kind were left out",
                                             fixed->missing_tool));
    if (!fixed->note.empty())
        proposal.notes.push_back(fixed->note);
    const auto whole = model::combined(own, fixed->patch);
    const auto count = base::counted(whole.changes.size(), "file");
    add(proposal, whole,
        fixed->patch.empty() ? own.summary
                             : fmt::format("fix what {} reports in {}", linter.tool, count));
    add(proposal, own, own.summary);
    const auto target = own_edits(round, true);
    add(proposal, target, target.summary);
    if (proposal.patches.empty() && !fixed->missing_tool.empty())
        proposal.missing_tool = fixed->missing_tool;
    return proposal;
}

/// The linter's own fix, our edits on what it leaves, and each alone.
base::Result<model::Proposal> propose_tool(const model::Round& round) {
    auto proposal = tool_fixes(round, "lint");
    if (!proposal)
        return proposal;
    const auto own = own_edits(round, false);
    add(*proposal, own, own.summary);
    const auto target = own_edits(round, true);
    add(*proposal, target, target.summary);
    if (!proposal->patches.empty())
        proposal->missing_tool.clear();
    return proposal;
}

/// A formatter that the same check runs must be content with our edits as well: it goes over the
/// first patch, and what it changes is part of that patch.
base::Status settle(const model::Round& round, const std::vector<code::Invocation>& tools,
                    model::Proposal& proposal) {
    if (proposal.patches.empty())
        return {};
    auto& patch = proposal.patches.front();
    for (const auto& invocation : tools) {
        for (const auto* mode : fix_modes_of(invocation)) {
            if (mode->category != "format" || mode->tool == "pre-commit")
                continue;
            auto fix = run_fix(round, invocation, *mode, &patch);
            if (!fix)
                return base::fail(fix.error());
            auto both = model::combined(patch, fix->patch);
            both.rung = patch.rung;
            both.summary = patch.summary;
            patch = std::move(both);
        }
    }
    return {};
}

base::Result<model::Proposal> propose(const model::Round& round) {
    const auto tools = tools_of(round);
    const auto linter = std::find_if(tools.begin(), tools.end(), [](const code::Invocation& each) {
        return is_flake8_family(each.tool);
    });
    const bool flake8 = linter != tools.end() && is_flake8_family(round.failure.tool);
    auto proposal = flake8 ? propose_flake8(round, *linter) : propose_tool(round);
    if (!proposal)
        return proposal;
    if (const auto status = settle(round, tools, *proposal); !status)
        return base::fail(status.error());
    if (proposal->patches.empty() && proposal->notes.empty())
        proposal->notes.push_back("no tool and no edit of ours is known for this finding");
    return proposal;
}

}  // namespace

model::Rung lint_rung() {
    return {.name = "lint",
            .purpose = "runs the failing linter's own fixes and makes small edits of ours",
            .applies = applies,
            .propose = propose};
}

}  // namespace mendel::heal
