#include "app/delivery_ladder.hpp"

#include <fmt/format.h>

#include "forge/forge_github.hpp"
#include "publish/pull_request_text.hpp"

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

publish::PullRequestText text_of(const Parcel& parcel) {
    const auto& receipt = *parcel.artifact.receipt;
    return publish::render_pull_request(outcome_of(parcel.artifact),
                                        {.branch_prefix = parcel.branch_prefix,
                                         .base_branch = parcel.request.head_branch,
                                         .check = model::to_text(receipt.check),
                                         .receipt = parcel.artifact.receipt_text,
                                         .fingerprint = parcel.request.fingerprint,
                                         .notes = parcel.notes});
}

/// The link under which a person opens the pull request.
std::string compare_url(const Parcel& parcel, const std::string& branch) {
    return fmt::format("{}/{}/compare/{}...{}?expand=1", parcel.server_url,
                       parcel.request.repository, sys::url_part(parcel.request.head_branch),
                       sys::url_part(branch));
}

Conclusion as_patch(const Parcel& parcel, const std::string& why) {
    return {.outcome = "fixed",
            .message = parcel.artifact.message,
            .advice = why,
            .diff = parcel.artifact.receipt->diff};
}

Result<Conclusion> as_branch(const Parcel& parcel, forge::GitHubApi& api,
                             const publish::PullRequestText& text, const std::string& commit,
                             const base::Error& why) {
    if (const auto put = forge::put_own_branch(api, text.branch, commit); !put)
        return is_no(put.error()) ? as_patch(parcel, put.error().message)
                                  : Result<Conclusion>(base::fail(put.error()));
    return Conclusion{
        .outcome = "fixed",
        .message = parcel.artifact.message,
        .advice = fmt::format("The fix is on branch {}. {}", text.branch, why.message),
        .branch = text.branch,
        .compare_url = compare_url(parcel, text.branch)};
}

}  // namespace

Result<Conclusion> deliver_remotely(const Parcel& parcel, forge::GitHubApi& api) {
    if (!parcel.may_branch)
        return as_patch(parcel, "A fork gets the patch, never a branch. Apply it there.");
    const auto text = text_of(parcel);
    const auto patch = with_modes_of(parcel.tree, parcel.artifact.patch);
    const auto commit =
        forge::commit_patch(api, patch, parcel.request.head_commit, parcel.tree.hash, text.title);
    if (!commit)
        return is_no(commit.error()) ? as_patch(parcel, commit.error().message)
                                     : Result<Conclusion>(base::fail(commit.error()));
    forge::GitHubForge forge(api);
    const auto opened = forge.upsert_pull_request({.base_branch = parcel.request.head_branch,
                                                   .head_branch = text.branch,
                                                   .commit = commit->hash,
                                                   .title = text.title,
                                                   .body = text.body,
                                                   .labels = parcel.labels,
                                                   .draft = parcel.draft,
                                                   .fingerprint = parcel.request.fingerprint});
    if (!opened)
        return is_no(opened.error()) ? as_branch(parcel, api, text, commit->hash, opened.error())
                                     : Result<Conclusion>(base::fail(opened.error()));
    return Conclusion{.outcome = "published",
                      .message = parcel.artifact.message,
                      .branch = text.branch,
                      .pull_request = opened->number,
                      .pull_request_url = opened->url,
                      .check = model::to_text(parcel.artifact.receipt->check)};
}

}  // namespace mendel::app
