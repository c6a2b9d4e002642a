#include "app/action/delivery_ladder.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/action/suggestions.hpp"
#include "base/text.hpp"
#include "forge/forge_github.hpp"
#include "forge/github_reviews.hpp"

namespace mendel::app {

namespace {

using base::Result;
using publish::Conclusion;

bool is_no(const base::Error& error) {
    return error.kind == base::ErrorKind::permanent;
}

model::Outcome outcome_of(const HealArtifact& artifact) {
    return {.kind = model::OutcomeKind::fixed,
            .message = artifact.message,
            .rounds = artifact.receipt->rounds,
            .patch = artifact.patch};
}

/// The link under which a person opens the pull request.
std::string compare_url(const Parcel& parcel, const std::string& branch) {
    return fmt::format("{}/{}/compare/{}...{}?expand=1", parcel.server_url,
                       parcel.request.repository, sys::url_part(parcel.request.head_branch),
                       sys::url_part(branch));
}

Conclusion as_patch(const Parcel& parcel, const std::string& why) {
    return {.outcome = "fixed", .message = parcel.message, .advice = why, .diff = parcel.diff};
}

/// Suggestions on the pull request, where it is one and shows the lines; else the patch.
Result<Conclusion> as_suggestions(const Parcel& parcel, forge::GitHubApi& api,
                                  const std::string& why) {
    const auto suggestions = parcel.target.item_head == parcel.request.head_commit
                                 ? suggestions_of(parcel.diff)
                                 : std::nullopt;
    if (!suggestions)
        return as_patch(parcel, why);
    const auto posted = forge::post_review(
        api, {.number = parcel.request.number,
              .commit = parcel.request.head_commit,
              .marker = "suggestions-" + parcel.request.head_commit.substr(0, 12),
              .body = fmt::format("**{}**\n\nThe check was red before and is green with all of "
                                  "these suggestions; take them over together.",
                                  publish::inert(parcel.text.title)),
              .suggestions = *suggestions});
    if (!posted)
        return is_no(posted.error()) ? as_patch(parcel, why)
                                     : Result<Conclusion>(base::fail(posted.error()));
    return Conclusion{.outcome = "fixed",
                      .message = parcel.message,
                      .advice = fmt::format("{} The fix is in {} of a review here.", why,
                                            base::counted(suggestions->size(), "suggestion"))};
}

Result<Conclusion> as_branch(const Parcel& parcel, forge::GitHubApi& api,
                             const forge::RemoteCommit& commit, const std::string& why) {
    const auto& branch = parcel.text.branch;
    if (const auto put = forge::put_own_branch(api, branch, commit.hash, parcel.target.own_tip);
        !put)
        return is_no(put.error()) ? as_suggestions(parcel, api, put.error().message)
                                  : Result<Conclusion>(base::fail(put.error()));
    return Conclusion{.outcome = "fixed",
                      .message = parcel.message,
                      .advice = fmt::format("The fix is on branch {}. {}", branch, why),
                      .branch = branch,
                      .verified = commit.verified,
                      .compare_url = compare_url(parcel, branch)};
}

/// Commits of a person's token
/// are not signed: they are made again by the means that always is.
Result<forge::RemoteCommit> signed_commit(const Parcel& parcel, const model::Patch& patch,
                                          forge::GitHubApi& api) {
    const auto& head = parcel.request.head_commit;
    auto commit = forge::commit_patch(api, patch, head, parcel.target.tree.hash, parcel.text.title);
    if (!commit || commit->verified)
        return commit;
    auto again = forge::commit_on_branch(api, patch, head, parcel.text.title,
                                         {parcel.text.branch, parcel.target.own_tip});
    return again || !is_no(again.error()) ? again : commit;
}

Result<Conclusion> as_pull_request(const Parcel& parcel, forge::GitHubApi& api,
                                   const forge::RemoteCommit& commit) {
    const auto& text = parcel.text;
    forge::GitHubForge forge(api);
    const auto opened =
        forge.upsert_pull_request({.base_branch = parcel.request.head_branch,
                                   .head_branch = text.branch,
                                   .commit = commit.hash,
                                   .title = text.title,
                                   .body = text.body,
                                   .labels = parcel.labels,
                                   .draft = parcel.draft,
                                   .fingerprint = parcel.request.fingerprint},
                                  {.number = parcel.target.own_pull, .tip = parcel.target.own_tip});
    if (!opened)
        return is_no(opened.error()) ? as_branch(parcel, api, commit, opened.error().message)
                                     : Result<Conclusion>(base::fail(opened.error()));
    return Conclusion{.outcome = "published",
                      .message = parcel.message,
                      .branch = text.branch,
                      .verified = commit.verified,
                      .pull_request = opened->number,
                      .pull_request_url = opened->url,
                      .check = parcel.check};
}

}  // namespace

std::optional<Means> means_named(std::string_view name) {
    if (name.empty() || name == "pull-request")
        return Means::pull_request;
    if (name == "branch")
        return Means::branch;
    if (name == "suggestions")
        return Means::suggestions;
    if (name == "patch")
        return Means::patch;
    return std::nullopt;
}

std::vector<std::string> labels_of(const ActionContext& context) {
    std::vector<std::string> labels = {"mendel"};
    for (const auto label : base::split(context.input("labels"), ','))
        if (!base::trim(label).empty() && base::trim(label) != "mendel")
            labels.emplace_back(base::trim(label));
    return labels;
}

std::optional<Conclusion> refused_now(const model::Request& request, const forge::Target& target) {
    const auto& head = request.is_fork ? target.item_head : target.base_head;
    if (head.empty())
        return Conclusion{.outcome = "refused",
                          .message = "The branch is gone, so there is nothing to mend."};
    if (head != request.head_commit)
        return Conclusion{
            .outcome = "refused",
            .message = fmt::format("The branch has moved from {} to {} since.",
                                   request.head_commit.substr(0, 12), head.substr(0, 12)),
            .advice = request.mission == model::Mission::develop
                          ? "Ask again: the new head is then built on."
                          : "The run for the new head decides."};
    const auto& labels = target.item_labels;
    if (std::find(labels.begin(), labels.end(), "mendel:stop") != labels.end())
        return Conclusion{.outcome = "refused",
                          .message = "The label mendel:stop was set while the work was done.",
                          .advice = "Take it off and ask again."};
    return std::nullopt;
}

publish::PullRequestText fix_text(const HealArtifact& artifact, const model::Request& request,
                                  const std::string& branch_prefix,
                                  const std::vector<std::string>& notes) {
    return publish::render_pull_request(outcome_of(artifact),
                                        {.branch_prefix = branch_prefix,
                                         .base_branch = request.head_branch,
                                         .check = model::to_text(artifact.receipt->check),
                                         .receipt = artifact.receipt_text,
                                         .fingerprint = request.fingerprint,
                                         .notes = notes});
}

Result<Conclusion> deliver_remotely(const Parcel& parcel, forge::GitHubApi& api) {
    if (parcel.request.is_fork && parcel.best != Means::patch)
        return as_suggestions(parcel, api, "A fork gets the fix here, never a branch.");
    if (parcel.best == Means::patch)
        return as_patch(parcel, "The configuration asks for the patch alone.");
    if (parcel.best == Means::suggestions)
        return as_suggestions(parcel, api, "The configuration asks for suggestions.");
    const auto patch = with_modes_of(parcel.target.tree, parcel.patch);
    const auto commit = signed_commit(parcel, patch, api);
    if (!commit)
        return is_no(commit.error()) ? as_suggestions(parcel, api, commit.error().message)
                                     : Result<Conclusion>(base::fail(commit.error()));
    return parcel.best == Means::branch
               ? as_branch(parcel, api, *commit, "The configuration asks for a branch alone.")
               : as_pull_request(parcel, api, *commit);
}

}  // namespace mendel::app
