#include "app/action/pipeline_publish.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/action/default_config.hpp"
#include "app/action/delivery_ladder.hpp"
#include "app/action/pipeline_issue.hpp"
#include "app/action/tell.hpp"
#include "base/text.hpp"
#include "forge/github_checks.hpp"
#include "forge/github_runs.hpp"
#include "model/request_json.hpp"
#include "sys/files.hpp"

namespace mendel::app {

namespace {

using base::Result;
using publish::Conclusion;

/// What the forge knows of the target, with the branch that the fix would be on.
struct Aim {
    forge::Target target;
    config::Config config;
};

Result<Aim> aim_at(const model::Request& request, const HealArtifact& artifact,
                   const std::string& prefix, forge::GitHubApi& api) {
    forge::TargetQuestion question{.config_file = k_config_file,
                                   .commit = request.head_commit,
                                   .base_branch = request.is_fork ? "" : request.head_branch,
                                   .number = request.number};
    for (const auto& change : artifact.patch.changes)
        question.paths.push_back(change.path);
    if (artifact.receipt)
        question.own_branch = fix_text(artifact, request, prefix, {}).branch;
    auto target = forge::target(api, question);
    if (!target)
        return base::fail(target.error());
    auto config = default_config(target->config);
    if (!config)
        return base::fail(config.error());
    if (config->branches.prefix != prefix)  // then the fix has another branch
        return aim_at(request, artifact, config->branches.prefix, api);
    return Aim{std::move(*target), std::move(*config)};
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
                           const HealArtifact& artifact, const Aim& aim, forge::GitHubApi& api) {
    std::vector<std::string> notes;
    if (!context.run_url.empty())
        notes.push_back(fmt::format("Made by [this run]({}) for run {}, attempt {}.",
                                    context.run_url, request.run_id, request.run_attempt));
    const Parcel parcel{.patch = artifact.patch,
                        .request = request,
                        .target = aim.target,
                        .text = fix_text(artifact, request, aim.config.branches.prefix, notes),
                        .message = artifact.message,
                        .diff = artifact.receipt->diff,
                        .check = model::to_text(artifact.receipt->check),
                        .server_url = context.server_url,
                        .labels = labels_of(context),
                        .draft = context.input("draft") != "false",
                        .best = means_named(context.input("deliver")).value_or(Means::patch)};
    auto conclusion = deliver_remotely(parcel, api);
    if (!conclusion && conclusion.error().kind == base::ErrorKind::refused)
        return Conclusion{.outcome = "refused", .message = base::describe(conclusion.error())};
    if (conclusion && conclusion->pull_request != 0 && !request.workflow_path.empty())
        conclusion->notes.push_back(start_checks(request, conclusion->branch, api));
    return conclusion;
}

Result<Conclusion> conclude_fixed(const ActionContext& context, const model::Request& request,
                                  const HealArtifact& artifact, const Aim& aim,
                                  forge::GitHubApi& api) {
    if (auto refused = refused_now(request, aim.target))
        return *std::move(refused);
    auto refusals = refusals_of(
        {.artifact = artifact, .request = request, .tree = aim.target.tree, .config = aim.config});
    if (!refusals.empty())
        return Conclusion{.outcome = "refused",
                          .message = "The patch of the heal job was not accepted.",
                          .advice = "Look at the artifact yourself before you use any of it.",
                          .refusals = std::move(refusals)};
    if (context.flag("dry-run"))
        return Conclusion{.outcome = "fixed",
                          .message = artifact.message,
                          .advice = "A dry run delivers nothing.",
                          .diff = artifact.receipt->diff};
    return deliver(context, request, artifact, aim, api);
}

/// Shows the failures on their lines, where the workflow asks for it.
base::Status annotate(const ActionContext& context, const model::Request& request,
                      const HealArtifact& artifact, Conclusion& conclusion, forge::GitHubApi& api) {
    if (!context.flag("check-run"))
        return {};
    forge::CheckRunDraft draft{.commit = request.head_commit,
                               .title = "mendel: " + conclusion.outcome,
                               .summary = publish::render_comment(conclusion)};
    for (const auto& failure : artifact.failures)
        for (const auto& place : failure.locations)
            if (place.line > 0 && failure.category != model::Category::security_vulnerability)
                draft.annotations.push_back(
                    {place.file, place.line, failure.tool + " " + failure.rule, failure.message});
    const auto put = forge::put_check_run(api, draft);
    if (!put && put.error().kind == base::ErrorKind::transient)
        return put;
    if (!put)
        conclusion.notes.push_back("No check run could be made: " + put.error().message);
    return {};
}

/// What a heal job left comes to.
Result<ActionReport> publish_artifact(const ActionContext& context, const model::Request& request,
                                      const HealArtifact& artifact, forge::GitHubApi& api) {
    const auto& prefix = context.input("branch-prefix");
    const auto aim = aim_at(request, artifact, prefix.empty() ? "mendel/" : prefix, api);
    if (!aim)
        return base::fail(aim.error());
    auto conclusion = artifact.receipt ? conclude_fixed(context, request, artifact, *aim, api)
                                       : Result<Conclusion>(Conclusion{.outcome = artifact.outcome,
                                                                       .message = artifact.message,
                                                                       .advice = artifact.advice,
                                                                       .details = artifact.report});
    if (!conclusion)
        return base::fail(conclusion.error());
    if (const auto done = annotate(context, request, artifact, *conclusion, api); !done)
        return base::fail(done.error());
    return told(context, request, std::move(*conclusion), own_comment(aim->target, request), api);
}

/// What is said where no code may be run: the failure alone.
Conclusion diagnosed(const model::Request& request) {
    return {
        .outcome = "diagnosed",
        .message = request.category.empty()
                       ? std::string("The log of the failed run shows no failure that is known.")
                       : fmt::format("The failed run shows a {}.", request.category),
        .advice = request.is_fork
                      ? fmt::format("The code is of a fork, so it is not run. Somebody with "
                                    "write permission can allow this head: /auto-fix apply={}",
                                    request.head_commit)
                      : std::string()};
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
    const bool has_artifact = sys::is_folder(context.input("input"));
    if (request->mission == model::Mission::report && !has_artifact)
        return told(context, *request, diagnosed(*request), std::nullopt, api);
    const auto artifact = read_heal_artifact(context.input("input"));
    if (!artifact)
        return told(context, *request,
                    {.outcome = "refused",
                     .message = base::describe(artifact.error()),
                     .advice = "Nothing was published."},
                    std::nullopt, api);
    if (context.input("deliver") == "issue")
        return issue_stage(context, *request, *artifact, api);
    if (request->mission == model::Mission::report && !artifact->receipt)
        return told(context, *request, diagnosed(*request), std::nullopt, api);
    return publish_artifact(context, *request, *artifact, api);
}

}  // namespace mendel::app
