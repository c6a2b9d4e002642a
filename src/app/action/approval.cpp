#include "app/action/approval.hpp"

#include <fmt/format.h>

#include "evaluate/gates.hpp"
#include "git/diff.hpp"

namespace mendel::app {

namespace {

using model::Refusal;

void check_commits(const ApprovalInput& input, std::vector<Refusal>& refusals) {
    const auto& receipt = *input.artifact.receipt;
    const auto& head = input.request.head_commit;
    const bool is_tested = receipt.tested == head || receipt.tested == input.request.tested_commit;
    if (input.artifact.patch.base != receipt.base || !is_tested ||
        (receipt.base != head && receipt.base != input.request.tested_commit))
        refusals.push_back(
            {"commit", fmt::format("the proof is of commit {}, the request is for {}",
                                   receipt.base.substr(0, 12), head.substr(0, 12))});
    if (!receipt.base_diff.empty())
        refusals.push_back({"commit", "the proof is of a tree with uncommitted changes"});
}

/// What a true receipt says of the check; the hashes alone prove nothing about the heal job.
void check_proof(const ApprovalInput& input, std::vector<Refusal>& refusals) {
    const auto& receipt = *input.artifact.receipt;
    if (receipt.red.exit_code == 0 && !receipt.red.timed_out)
        refusals.push_back({"receipt", "the check was not red before"});
    if (receipt.green.exit_code != 0 || receipt.green.timed_out)
        refusals.push_back({"receipt", "the check was not green after"});
    if (receipt.rounds.empty())
        refusals.push_back({"receipt", "no round led to the fix"});
    if (!receipt.repository.empty())
        refusals.push_back({"receipt", "the proof is of another repository"});
}

void check_files(const model::Patch& patch, const forge::RemoteTree& tree,
                 std::vector<Refusal>& refusals) {
    for (const auto& change : patch.changes) {
        const auto there = tree.files.find(change.path);
        const bool is_same =
            there == tree.files.end()
                ? !change.before
                : change.before && git::blob_hash(change.before) == there->second.hash;
        if (!is_same)
            refusals.push_back(
                {"stale", "the file at the commit is not what the patch says it was", change.path});
    }
}

}  // namespace

model::Patch with_modes_of(const forge::RemoteTree& tree, model::Patch patch) {
    for (auto& change : patch.changes) {
        const auto there = tree.files.find(change.path);
        if (there == tree.files.end())
            continue;
        if (change.mode_before == 0)
            change.mode = there->second.mode;
        change.mode_before = there->second.mode;
    }
    return patch;
}

std::vector<Refusal> tree_refusals(const model::Patch& patch, const forge::RemoteTree& tree,
                                   const config::Config& config) {
    std::vector<Refusal> refusals;
    check_files(patch, tree, refusals);
    const auto whole = with_modes_of(tree, patch);
    for (auto& refusal : evaluate::run_gates({.patch = whole, .config = config}))
        refusals.push_back(std::move(refusal));
    return refusals;
}

std::vector<Refusal> refusals_of(const ApprovalInput& input) {
    std::vector<Refusal> refusals;
    if (!input.artifact.receipt || input.artifact.patch.empty()) {
        refusals.push_back({"receipt", "there is no proof with a patch"});
        return refusals;
    }
    check_commits(input, refusals);
    check_proof(input, refusals);
    const auto diff = git::to_diff(input.artifact.patch);
    if (!diff)
        refusals.push_back({"scope", base::describe(diff.error())});
    else if (*diff != input.artifact.receipt->diff)
        refusals.push_back({"receipt", "the proof is of another patch"});
    for (auto& refusal : tree_refusals(input.artifact.patch, input.tree, input.config))
        refusals.push_back(std::move(refusal));
    return refusals;
}

}  // namespace mendel::app
