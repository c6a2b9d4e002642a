#include "app/action/pipeline_publish.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/action/aim.hpp"
#include "app/action/delivery_ladder.hpp"
#include "app/action/pipeline_issue.hpp"
#include "app/action/tell.hpp"
#include "app/action/waiting.hpp"
#include "base/text.hpp"
#include "base/time_format.hpp"
#include "evaluate/risks.hpp"
#include "forge/forge_github.hpp"
#include "forge/github_checks.hpp"
#include "forge/github_runs.hpp"
#include "model/request_json.hpp"
#include "publish/hand_over_text.hpp"
#include "sys/files.hpp"

namespace mendel::app {

namespace {

using base::Result;
using publish::Conclusion;

bool is_delivered(const std::string& outcome) {
    return outcome == "published" || outcome == "fixed";
}

bool is_waiting(const Conclusion& conclusion) {
    return conclusion.outcome == model::name_of(model::OutcomeKind::awaits_approval);
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
        notes.push_back(fmt::format(
            "Made by [this run]({}) for run {}{}.", context.run_url, request.run_id,
            request.run_attempt == 0 ? "" : fmt::format(", attempt {}", request.run_attempt)));
    if (!request.approved_by.empty())
        notes.push_back(fmt::format(
            "Approved by {} for commit {} and patch {}.", publish::inert(request.approved_by),
            request.head_commit.substr(0, 12), request.approved.substr(0, 12)));
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

/// The words by which a person approves what waits for a commit.
std::string approval_of(const model::Request& request) {
    return "/mendel approve " + request.head_commit;
}

/// Whether an open issue says already that the fix waits; the run that opened it may have ended
/// there.
Result<bool> is_told_in_issue(const ActionContext& context, const model::Request& request,
                              const forge::GitHubForge& forge) {
    const auto issues = forge.issues({.label = "mendel"});
    if (!issues)
        return base::fail(issues.error());
    return std::any_of(issues->begin(), issues->end(), [&](const forge::Issue& issue) {
        return issue.author == context.self && base::contains(issue.body, approval_of(request)) &&
               base::contains(issue.body, publish::branch_marker(request.head_branch));
    });
}

/// A fix of a branch without a pull request waits where nobody would look: an issue says so.
base::Status tell_in_issue(const ActionContext& context, const model::Request& request,
                           Conclusion& conclusion, forge::GitHubApi& api) {
    forge::GitHubForge forge(api);
    const auto told = is_told_in_issue(context, request, forge);
    if (!told)
        return base::fail(told.error());
    if (*told)
        return {};
    const auto issue = forge.create_issue(
        {.title = fmt::format("A fix of {} waits for approval", request.head_branch),
         .body = publish::branch_marker(request.head_branch) + "\n" +
                 publish::render_comment(conclusion),
         .labels = {"mendel"}});
    if (!issue && issue.error().kind == base::ErrorKind::transient)
        return base::fail(issue.error());
    conclusion.notes.push_back(issue ? fmt::format("Issue #{} says so.", issue->number)
                                     : "No issue could be opened: " + issue.error().message);
    return {};
}

/// What the configuration marks risky is kept until a person approves it.
Result<Conclusion> await_approval(const model::Request& request, const HealArtifact& artifact,
                                  const Aim& aim, std::vector<model::Refusal> risks,
                                  forge::GitHubApi& api) {
    const auto now = api.access().clock.now();
    const auto hours = std::chrono::hours(aim.config.approvals.hours);
    const auto waits = let_wait(api, {.facts = {.request = request,
                                                .patch_sha256 = patch_hash(artifact),
                                                .created = base::to_rfc3339(now),
                                                .expires = base::to_rfc3339(now + hours)},
                                      .reasons = std::move(risks),
                                      .files = artifact.files});
    if (!waits && waits.error().kind == base::ErrorKind::transient)
        return base::fail(waits.error());
    if (!waits)
        return Conclusion{
            .outcome = "refused", .message = waits.error().message, .diff = artifact.receipt->diff};
    const auto& facts = waits->facts;
    Conclusion conclusion{
        .outcome = std::string(model::name_of(model::OutcomeKind::awaits_approval)),
        .message = fmt::format("{} Proven, and it waits for approval:", artifact.message),
        .refusals = waits->reasons,
        .check = model::to_text(artifact.receipt->check)};
    conclusion.notes.push_back(
        fmt::format("Somebody with the role {} can approve patch `{}` until {}:\n\n"
                    "    {}",
                    aim.config.allow.approve, facts.patch_sha256.substr(0, 12), facts.expires,
                    approval_of(facts.request)));
    if (facts.patch_sha256 == patch_hash(artifact))
        conclusion.diff = artifact.receipt->diff;
    else
        conclusion.notes.push_back(
            "Another patch than this run's was kept for this commit before, and it stays.");
    return conclusion;
}

/// Nothing, or what keeps the patch from being delivered now.
Result<std::optional<Conclusion>> held_back(const model::Request& request,
                                            const HealArtifact& artifact, const Aim& aim,
                                            forge::GitHubApi& api) {
    auto risks =
        evaluate::risks_of(artifact.patch, aim.config.approvals, artifact.receipt->cost_usd);
    if (risks.empty())
        return std::nullopt;
    if (request.approved.empty()) {
        auto waits = await_approval(request, artifact, aim, std::move(risks), api);
        return waits ? Result<std::optional<Conclusion>>(std::move(*waits))
                     : base::fail(waits.error());
    }
    if (request.approved == patch_hash(artifact))
        return std::nullopt;
    return Conclusion{.outcome = "refused",
                      .message = "The patch is not the one that was approved.",
                      .advice = "Ask for the fix again.",
                      .refusals = std::move(risks)};
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
    auto held = held_back(request, artifact, aim, api);
    if (!held)
        return base::fail(held.error());
    if (!*held)
        return deliver(context, request, artifact, aim, api);
    if (request.number == 0 && is_waiting(**held))
        if (const auto told = tell_in_issue(context, request, **held, api); !told)
            return base::fail(told.error());
    return std::move(**held);
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
    const auto branch_for = [&](const std::string& prefix) {
        return artifact.receipt ? fix_text(artifact, request, prefix, {}).branch : std::string();
    };
    const auto aim = aim_at(context, request, artifact.patch, branch_for, api);
    if (!aim)
        return base::fail(aim.error());
    auto conclusion =
        artifact.receipt
            ? conclude_fixed(context, request, artifact, *aim, api)
            : Result<Conclusion>(Conclusion{.outcome = artifact.outcome,
                                            .message = artifact.message,
                                            .advice = artifact.advice,
                                            .hand_over = publish::render_hand_over(artifact.tries),
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

/// Publishes the fix that waited and that a person approved; then it waits no more.
Result<ActionReport> publish_approved(const ActionContext& context, const model::Request& request,
                                      forge::GitHubApi& api) {
    const auto waits = load_waiting(api, request.head_commit);
    if (!waits && waits.error().kind == base::ErrorKind::transient)
        return base::fail(waits.error());
    const auto artifact = waits && *waits
                              ? heal_artifact_of((*waits)->files)
                              : Result<HealArtifact>(base::fail(
                                    base::ErrorKind::refused,
                                    "What was approved waits no more. Ask for the fix again."));
    if (!artifact || !artifact->receipt)
        return told(context, request,
                    {.outcome = "refused",
                     .message = artifact ? "What was approved has no proof."
                                         : base::describe(artifact.error()),
                     .advice = "Nothing was published."},
                    std::nullopt, api);
    auto report = publish_artifact(context, request, *artifact, api);
    if (report && !context.flag("dry-run") && is_delivered(report->outputs.at("conclusion")))
        (void)forge::remove_state(api, (*waits)->kept);
    return report;
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
    if (!request->approved.empty())
        return publish_approved(context, *request, api);
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
