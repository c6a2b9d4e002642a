#include <chrono>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/agents/tool_described.hpp"
#include "app/agents/tools.hpp"
#include "base/text.hpp"
#include "base/time_format.hpp"
#include "evaluate/gates.hpp"
#include "git/diff.hpp"
#include "git/history.hpp"

namespace mendel::app {

namespace {

using agent::tool_refusal;
using agent::ToolAnswer;
using agent::ToolCall;

constexpr long k_most_commits = 200;

base::Result<ToolAnswer> show_status(const Desk& desk, const ToolCall&) {
    const auto patch = desk->changes();
    if (!patch)
        return base::fail(patch.error());
    std::string text;
    for (const auto& change : patch->changes) {
        const auto* word = !change.before ? "added" : !change.after ? "removed" : "changed";
        text += fmt::format("{} {}\n", word, change.path);
    }
    return ToolAnswer{text.empty() ? "[nothing changed]\n" : text};
}

base::Result<ToolAnswer> show_diff(const Desk& desk, const ToolCall&) {
    const auto patch = desk->changes();
    const auto diff = patch ? git::to_diff(*patch) : base::fail(patch.error());
    if (!diff)
        return base::fail(diff.error());
    return ToolAnswer{diff->empty() ? "[nothing changed]\n" : *diff};
}

base::Result<ToolAnswer> show_log(const Desk& desk, const ToolCall& call) {
    const long wanted = base::number_at(call.arguments, "limit");
    const auto entries =
        git::history(desk->session->repository, desk->tree.base,
                     static_cast<std::size_t>(wanted > 0 ? std::min(wanted, k_most_commits) : 20));
    if (!entries)
        return base::fail(entries.error());
    std::string text;
    for (const auto& entry : *entries)
        text += fmt::format("{} {} {}: {}\n", entry.commit.substr(0, 12),
                            base::to_rfc3339(std::chrono::system_clock::time_point(
                                                 std::chrono::seconds(entry.seconds)))
                                .substr(0, 10),
                            base::ellipsize(entry.author, 60), base::ellipsize(entry.summary, 200));
    return ToolAnswer{text};
}

/// Why a branch may not be committed to; empty where it may.
std::string branch_refusal(const AgentDesk& desk, const std::string& branch) {
    const auto& prefix = desk.session->config.branches.prefix;
    if (branch.rfind(prefix, 0) != 0 || branch.size() == prefix.size())
        return fmt::format("Commits go to branches that begin with '{}' alone.", prefix);
    const auto letters = branch.find_first_not_of(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/-");
    if (letters != std::string::npos || base::contains(branch, "..") ||
        base::contains(branch, "//") || base::contains(branch, ".lock") || branch.back() == '/')
        return "That is no name for a branch. Use letters, digits and . _ / -.";
    return {};
}

/// On top of what the branch holds, or as its first commit; nothing where that adds nothing.
base::Result<std::optional<std::string>> commit_on(const Desk& desk, const std::string& reference,
                                                   const model::Patch& whole,
                                                   const std::string& message) {
    const auto& repository = desk->session->repository;
    const auto tip = repository.reference(reference);
    auto commit =
        tip ? repository.commit(whole, desk->tree.base, message, {}) : base::fail(tip.error());
    if (!commit)
        return base::fail(commit.error());
    if (*tip) {
        const auto step = repository.difference(**tip, *commit);
        if (!step)
            return base::fail(step.error());
        if (step->empty())
            return std::optional<std::string>();
        commit = repository.commit(*step, **tip, message, {});
        if (!commit)
            return base::fail(commit.error());
    }
    if (const auto set = repository.set_reference(reference, *commit, tip->value_or("")); !set)
        return base::fail(set.error());
    return std::optional(*commit);
}

base::Result<ToolAnswer> make_commit(const Desk& desk, const ToolCall& call) {
    const auto branch = base::text_at(call.arguments, "branch");
    const auto message = base::text_at(call.arguments, "message");
    if (const auto refused = branch_refusal(*desk, branch); !refused.empty())
        return tool_refusal(refused);
    const auto patch = desk->changes();
    if (!patch)
        return base::fail(patch.error());
    const auto whole = model::combined(desk->tree.so_far, *patch);
    if (whole.empty())
        return tool_refusal("Nothing has changed, so there is nothing to commit.");
    const auto refusals = evaluate::run_gates({.patch = whole, .config = desk->session->config});
    if (!refusals.empty())
        return tool_refusal("A gate refuses the change: " + model::to_text(refusals.front()));
    const auto made = commit_on(desk, "refs/heads/" + branch, whole, message);
    if (!made)
        return tool_refusal(made.error().message);
    return *made ? ToolAnswer{fmt::format("committed {} on {}", (*made)->substr(0, 12), branch)}
                 : tool_refusal("The branch holds this change already.");
}

}  // namespace

std::vector<agent::Tool> git_tools(const Desk& desk) {
    std::vector<agent::Tool> tools = {described_tool("git_status", show_status, desk),
                                      described_tool("git_diff", show_diff, desk),
                                      described_tool("git_log", show_log, desk)};
    if (desk->commits)
        tools.push_back(described_tool("git_commit", make_commit, desk));
    return tools;
}

}  // namespace mendel::app
