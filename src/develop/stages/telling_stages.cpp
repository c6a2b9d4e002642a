#include <fmt/format.h>

#include "app/action/aim.hpp"
#include "app/action/delivery_ladder.hpp"
#include "app/action/tell.hpp"
#include "base/text.hpp"
#include "develop/report.hpp"
#include "develop/stages/handed_over.hpp"
#include "develop/stages/stages.hpp"
#include "evaluate/gates.hpp"
#include "git/diff.hpp"
#include "publish/pull_request_text.hpp"
#include "sys/files.hpp"

namespace mendel::develop {

namespace {

using app::ActionContext;
using app::ActionReport;
using app::Aim;
using base::Result;
using publish::Conclusion;

constexpr std::size_t k_longest_title = 72;
constexpr std::size_t k_longest_body = 60'000;  ///< GitHub takes 65,536 characters
constexpr std::size_t k_branch_digits = 12;

std::string headline_of(const model::Request& request) {
    return headline(request.options.feature, k_longest_title);
}

/// The account of a mission, without the scoreboard where both do not fit.
std::string account_of(const MissionState& state) {
    const auto progress = progress_text(state);
    auto text = progress + "\n" + scoreboard(state);
    if (text.size() > k_longest_body)
        text = progress + "\nThe scoreboard is report.md in the artifact mendel-built.\n";
    return text.size() > k_longest_body ? std::string(
                                              "The account is in the artifact "
                                              "mendel-built, as report.md.\n")
                                        : text;
}

publish::PullRequestText text_of(const model::Request& request, const MissionState& state,
                                 const std::string& prefix, const ActionContext& context) {
    std::string body = fmt::format("Asked for: {}\n\n", publish::inert(headline_of(request)));
    for (const auto& check : state.checks)
        body += publish::fenced(fmt::format("{}\n# exit code {}", check.command, check.exit_code),
                                "sh") +
                "\n";
    body += account_of(state);
    if (!context.run_url.empty())
        body += fmt::format("\n<sub>Built by [this run]({}).</sub>\n", context.run_url);
    return {.branch = fmt::format("{}develop/{}-{}", prefix, request.head_branch,
                                  request.fingerprint.substr(0, k_branch_digits)),
            .title = headline_of(request),
            .body = base::ellipsize(body, k_longest_body + 4'000)};
}

/// Nothing that the artifact says of itself is taken on trust but that the checks were green,
/// which the pull request's own checks show again.
std::vector<model::Refusal> refusals_of(const model::Request& request, const MissionState& state,
                                        const Aim& aim) {
    std::vector<model::Refusal> refusals;
    if (state.base != request.head_commit)
        refusals.push_back({"commit", fmt::format("the whole was built on {}, the request is for "
                                                  "{}",
                                                  state.base.substr(0, k_branch_digits),
                                                  request.head_commit.substr(0, k_branch_digits))});
    for (const auto& check : state.checks)
        if (check.exit_code != 0)
            refusals.push_back({"checks", "a check of the whole is red"});
    for (auto& refusal : app::tree_refusals(state.so_far, aim.target.tree, aim.config))
        refusals.push_back(std::move(refusal));
    return refusals;
}

bool is_done(const MissionState& state) {
    return state.is_integrated && state.count(Stage::accepted) == state.tasks.size();
}

Result<Conclusion> delivered(const ActionContext& context, const model::Request& request,
                             const MissionState& state, const Aim& aim, forge::GitHubApi& api) {
    const auto diff = git::to_diff(state.so_far);
    if (!diff)
        return base::fail(diff.error());
    const app::Parcel parcel{
        .patch = state.so_far,
        .request = request,
        .target = aim.target,
        .text = text_of(request, state, aim.config.branches.prefix, context),
        .message = headline_of(request),
        .diff = *diff,
        .server_url = context.server_url,
        .labels = app::labels_of(context),
        .draft = context.input("draft") != "false",
        .best = app::means_named(context.input("deliver")).value_or(app::Means::patch)};
    auto conclusion = app::deliver_remotely(parcel, api);
    if (!conclusion && conclusion.error().kind == base::ErrorKind::refused)
        return Conclusion{.outcome = "refused", .message = base::describe(conclusion.error())};
    if (conclusion && conclusion->pull_request != 0)
        conclusion->notes.emplace_back(
            "The checks of a branch that a workflow made do not start by themselves. Close and "
            "open the pull request, or approve its runs, to start them.");
    return conclusion;
}

Result<Conclusion> concluded(const ActionContext& context, const model::Request& request,
                             const MissionState& state, const Aim& aim, forge::GitHubApi& api) {
    if (!is_done(state))
        return Conclusion{.outcome = "not built",
                          .message = fmt::format("{} of {} tasks are done.",
                                                 state.count(Stage::accepted), state.tasks.size()),
                          .advice =
                              "Look at the scoreboard, make the feature smaller, and ask "
                              "again."};
    if (state.so_far.empty())
        return Conclusion{.outcome = "nothing to do", .message = "No file had to be changed."};
    if (auto refused = app::refused_now(request, aim.target))
        return *std::move(refused);
    auto refusals = refusals_of(request, state, aim);
    if (!refusals.empty())
        return Conclusion{.outcome = "refused",
                          .message = "What the jobs built was not accepted.",
                          .advice = "Look at the artifact yourself before you use any of it.",
                          .refusals = std::move(refusals)};
    if (context.flag("dry-run"))
        return Conclusion{.outcome = "built", .advice = "A dry run delivers nothing."};
    return delivered(context, request, state, aim, api);
}

Conclusion planned(const model::Request& request, const HandedPlan& handed) {
    return {.outcome = "building",
            .message = fmt::format("{} in {}, strategy {}, pattern {}.",
                                   base::counted(handed.plan.tasks.size(), "task"),
                                   base::counted(handed.fan.entries.size(), "job"),
                                   request.options.strategy, request.options.pattern),
            .notes = {account_of(mission_of(handed.plan, request.head_commit))}};
}

Conclusion built_so_far(const model::Request& request, const HandedPlan& handed,
                        const std::string& folder) {
    std::size_t lost = 0;
    const auto returns =
        handed_parts(folder, handed.fan, [&](const std::string&, const base::Error&) { ++lost; });
    const auto state = brought(handed.plan, handed.fan, returns, request.head_commit);
    Conclusion conclusion{
        .outcome = "integrating",
        .message =
            fmt::format("{} of {} are built, and they are merged and checked now.",
                        state.count(Stage::accepted), base::counted(state.tasks.size(), "task"))};
    if (lost > 0)
        conclusion.advice =
            fmt::format("{} left nothing; the run's page says why.", base::counted(lost, "job"));
    conclusion.notes.push_back(account_of(state));
    return conclusion;
}

}  // namespace

Result<ActionReport> progress_stage(const ActionContext& context, forge::GitHubApi& api) {
    const auto request = develop_request(context);
    if (!request)
        return base::fail(request.error());
    const auto& folder = context.input("input");
    const auto plan_folder = sys::join_path(folder, k_plan_artifact);
    const bool has_parts = sys::is_folder(plan_folder);
    const auto handed = handed_plan(has_parts ? plan_folder : folder, *request);
    if (!handed)
        return app::told(context, *request,
                         {.outcome = "not planned", .message = base::describe(handed.error())},
                         std::nullopt, api);
    auto conclusion =
        has_parts ? built_so_far(*request, *handed, folder) : planned(*request, *handed);
    auto quiet = *request;
    quiet.comment_id = 0;  // its reaction is given at the end
    return app::told(context, quiet, std::move(conclusion), std::nullopt, api);
}

Result<ActionReport> collect_stage(const ActionContext& context, forge::GitHubApi& api) {
    const auto request = develop_request(context);
    if (!request)
        return base::fail(request.error());
    const auto state = handed_mission(context.input("input"));
    if (!state)
        return app::told(context, *request,
                         {.outcome = "not built",
                          .message = base::describe(state.error()),
                          .advice = "Nothing was published. The log of the run says why."},
                         std::nullopt, api);
    const auto branch_for = [&](const std::string& prefix) {
        return text_of(*request, *state, prefix, context).branch;
    };
    const auto aim = app::aim_at(context, *request, state->so_far, branch_for, api);
    if (!aim)
        return base::fail(aim.error());
    auto conclusion = concluded(context, *request, *state, *aim, api);
    if (!conclusion)
        return base::fail(conclusion.error());
    conclusion->notes.push_back(account_of(*state));
    return app::told(context, *request, std::move(*conclusion),
                     app::own_comment(aim->target, *request), api);
}

}  // namespace mendel::develop
