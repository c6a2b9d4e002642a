#include "app/pipeline_publish.hpp"

#include <fmt/format.h>

#include "app/delivery_ladder.hpp"
#include "app/remote_config.hpp"
#include "app/tell.hpp"
#include "base/text.hpp"
#include "forge/github_runs.hpp"
#include "model/request_json.hpp"

namespace mendel::app {

namespace {

using base::Result;
using publish::Conclusion;

/// The head as it is now; empty where the branch is gone.
Result<std::string> head_now(const model::Request& request, forge::GitHubApi& api) {
    if (request.is_fork)
        return forge::pull_request_head(api, static_cast<int>(request.number));
    const auto head = forge::branch_head(api, request.head_branch);
    return head ? Result<std::string>(head->value_or("")) : base::fail(head.error());
}

Conclusion moved(const model::Request& request, const std::string& head) {
    return {.outcome = "refused",
            .message = head.empty()
                           ? "The branch is gone, so there is nothing to mend."
                           : fmt::format("The branch has moved from {} to {} since.",
                                         request.head_commit.substr(0, 12), head.substr(0, 12)),
            .advice = "The run for the new head decides."};
}

std::vector<std::string> labels_of(const ActionContext& context) {
    std::vector<std::string> labels = {"mendel"};
    for (const auto label : base::split(context.input("labels"), ','))
        if (!base::trim(label).empty() && base::trim(label) != "mendel")
            labels.emplace_back(base::trim(label));
    return labels;
}

/// The checks of a branch that a workflow's own token made do not start by themselves.
std::string start_checks(const model::Request& request, const std::string& branch,
                         forge::GitHubApi& api) {
    const auto started = forge::dispatch_workflow(api, request.workflow_path, branch);
    return started ? fmt::format("The checks were started on branch {}.", branch)
                   : "The checks do not start by themselves on a branch that a workflow made. "
                     "Close and open the pull request, or approve its runs, to start them.";
}

Result<Conclusion> deliver(const ActionContext& context, const model::Request& request,
                           const HealArtifact& artifact, const forge::RemoteTree& tree,
                           const config::Config& config, forge::GitHubApi& api) {
    Parcel parcel{.artifact = artifact,
                  .request = request,
                  .tree = tree,
                  .branch_prefix = config.branches.prefix,
                  .server_url = context.server_url,
                  .labels = labels_of(context),
                  .draft = context.input("draft") != "false",
                  .may_branch = !request.is_fork && context.input("deliver") != "patch"};
    if (!context.run_url.empty())
        parcel.notes.push_back(fmt::format("Made by [this run]({}) for run {}, attempt {}.",
                                           context.run_url, request.run_id, request.run_attempt));
    auto conclusion = deliver_remotely(parcel, api);
    if (conclusion && conclusion->pull_request != 0 && !request.workflow_path.empty())
        conclusion->notes.push_back(start_checks(request, conclusion->branch, api));
    return conclusion;
}

Result<Conclusion> conclude_fixed(const ActionContext& context, const model::Request& request,
                                  const HealArtifact& artifact, forge::GitHubApi& api) {
    const auto head = head_now(request, api);
    if (!head)
        return base::fail(head.error());
    if (*head != request.head_commit)
        return moved(request, *head);
    const auto config = remote_config(api);
    if (!config)
        return base::fail(config.error());
    const auto tree = forge::remote_tree(api, request.head_commit);
    if (!tree)
        return base::fail(tree.error());
    auto refusals =
        refusals_of({.artifact = artifact, .request = request, .tree = *tree, .config = *config});
    if (!refusals)
        return base::fail(refusals.error());
    if (!refusals->empty())
        return Conclusion{.outcome = "refused",
                          .message = "The patch of the heal job was not accepted.",
                          .advice = "Look at the artifact yourself before you use any of it.",
                          .refusals = std::move(*refusals)};
    if (context.flag("dry-run"))
        return Conclusion{.outcome = "fixed",
                          .message = artifact.message,
                          .advice = "A dry run delivers nothing.",
                          .diff = artifact.receipt->diff};
    return deliver(context, request, artifact, *tree, *config, api);
}

Result<Conclusion> conclude(const ActionContext& context, const model::Request& request,
                            forge::GitHubApi& api) {
    const auto artifact = read_heal_artifact(context.input("input"));
    if (!artifact)
        return Conclusion{.outcome = "refused",
                          .message = base::describe(artifact.error()),
                          .advice = "Nothing was published."};
    if (artifact->receipt)
        return conclude_fixed(context, request, *artifact, api);
    return Conclusion{.outcome = artifact->outcome,
                      .message = artifact->message,
                      .advice = artifact->advice,
                      .details = artifact->report};
}

}  // namespace

Result<ActionReport> publish_stage(const ActionContext& context, forge::GitHubApi& api) {
    const auto request = model::parse_request(context.input("request"), "the input request");
    if (!request)
        return base::fail(request.error());
    if (request->repository != context.repository)
        return base::fail(base::ErrorKind::refused,
                          "The request is for another repository. Pass on intake's own output.",
                          request->repository);
    auto conclusion = conclude(context, *request, api);
    if (!conclusion)
        return base::fail(conclusion.error());
    return told(context, *request, std::move(*conclusion), api);
}

}  // namespace mendel::app
