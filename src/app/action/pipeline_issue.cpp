#include "app/action/pipeline_issue.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/action/remembered.hpp"
#include "base/text.hpp"
#include "base/time_format.hpp"
#include "forge/forge_github.hpp"
#include "forge/github_runs.hpp"
#include "forge/github_security.hpp"
#include "publish/conclusion_text.hpp"
#include "publish/issue_text.hpp"
#include "publish/pull_request_text.hpp"
#include "publish/sarif.hpp"

namespace mendel::app {

namespace {

using base::Result;
using model::Failure;

constexpr const char* k_heal_workflow = "auto-fix.yml";
constexpr auto k_recent = std::chrono::hours(1);

bool is_security(const Failure& failure) {
    return failure.category == model::Category::security_vulnerability;
}

/// Tells security findings to those who may see them; what came of it as a sentence.
Result<std::string> tell_privately(const std::vector<Failure>& findings,
                                   const model::Request& request, forge::GitHubApi& api) {
    const auto count = base::counted(findings.size(), "security finding");
    const auto category = "mendel/" + request.fingerprint.substr(0, 12);
    auto sarif = publish::failures_sarif(findings);
    sarif["runs"][0]["automationDetails"] = {{"id", category + "/"}};
    const auto sent = forge::put_sarif(api, {.commit = request.head_commit,
                                             .reference = "refs/heads/" + request.head_branch,
                                             .category = category,
                                             .sarif = base::to_line(sarif)});
    if (sent)
        return fmt::format("{} went to code scanning.", count);
    if (sent.error().kind == base::ErrorKind::transient)
        return base::fail(sent.error());
    std::string description;
    for (const auto& finding : findings)
        description += fmt::format("- {}\n", publish::inert(finding.message));
    const auto put = forge::put_advisory(
        api, {.marker = fmt::format("[{}]", request.fingerprint.substr(0, 12)),
              .summary = fmt::format("{} in the checks of {}", count, request.head_branch),
              .description = description});
    if (put)
        return fmt::format("{} went into a draft advisory.", count);
    if (put.error().kind == base::ErrorKind::transient)
        return base::fail(put.error());
    return fmt::format("{} could be told nowhere: {}", count, sent.error().message);
}

std::string run_url_of(const ActionContext& context, const model::Request& request) {
    return fmt::format("{}/{}/actions/runs/{}", context.server_url, request.repository,
                       request.run_id);
}

/// The open issue of mendel's own for the problem; nothing where there is none.
Result<std::optional<forge::Issue>> open_issue(const ActionContext& context,
                                               const model::Request& request,
                                               const forge::GitHubForge& forge) {
    const auto issues = forge.issues({.label = "mendel"});
    if (!issues)
        return base::fail(issues.error());
    const auto marker = publish::fingerprint_marker(request.fingerprint);
    const auto branch = publish::branch_marker(request.head_branch);
    const auto found = std::find_if(issues->begin(), issues->end(), [&](const forge::Issue& issue) {
        return issue.author == context.self && base::contains(issue.body, marker) &&
               base::contains(issue.body, branch);
    });
    return found == issues->end() ? std::nullopt : std::optional(*found);
}

/// A run that is told a second time, say after an interruption, is not counted again.
int seen_with_this(const std::optional<forge::Issue>& known, const std::string& run_url) {
    if (!known)
        return 1;
    const auto before = publish::times_seen(known->body);
    return base::contains(known->body, run_url + ")") ? std::max(before, 1) : before + 1;
}

Result<forge::Issue> put_issue(const ActionContext& context, const model::Request& request,
                               const HealArtifact& artifact, forge::GitHubApi& api) {
    forge::GitHubForge forge(api);
    const auto known = open_issue(context, request, forge);
    if (!known)
        return base::fail(known.error());
    std::vector<Failure> told;
    std::copy_if(artifact.failures.begin(), artifact.failures.end(), std::back_inserter(told),
                 [](const Failure& failure) { return !is_security(failure); });
    const auto run_url = run_url_of(context, request);
    const auto text =
        publish::render_issue(told, {.branch = request.head_branch,
                                     .fingerprint = request.fingerprint,
                                     .commit = request.head_commit,
                                     .run_url = run_url,
                                     .seen = seen_with_this(*known, run_url),
                                     .hidden = artifact.failures.size() - told.size()});
    const forge::IssueDraft draft{.title = text.title, .body = text.body, .labels = {"mendel"}};
    return *known ? forge.update_issue((*known)->number, draft) : forge.create_issue(draft);
}

/// Whether a healing of the problem was begun of late, by the same event or another run.
Result<bool> is_begun(const model::Request& request, forge::GitHubApi& api) {
    const auto loaded = forge::load_state(api);
    if (!loaded)
        return base::fail(loaded.error());
    const auto state = state_of_text(loaded->text);
    if (!state)
        return base::fail(state.error());
    const auto since = base::to_rfc3339(api.access().clock.now() - k_recent);
    return std::any_of(state->runs.begin(), state->runs.end(), [&](const auto& run) {
        return run.fingerprint == request.fingerprint && run.time >= since;
    });
}

Result<std::string> start_healing(const model::Request& request, forge::GitHubApi& api) {
    const auto begun = is_begun(request, api);
    if (!begun)
        return base::fail(begun.error());
    if (*begun)
        return std::string("The healing has begun already.");
    const auto started = forge::dispatch_workflow(api, k_heal_workflow, request.default_branch,
                                                  {{"run-id", std::to_string(request.run_id)}});
    if (!started && started.error().kind == base::ErrorKind::transient)
        return base::fail(started.error());
    return started ? fmt::format("The healing was started: {}.", k_heal_workflow)
                   : fmt::format("No healing was started: {}", started.error().message);
}

}  // namespace

Result<ActionReport> issue_stage(const ActionContext& context, const model::Request& request,
                                 const HealArtifact& artifact, forge::GitHubApi& api) {
    publish::Conclusion conclusion{.outcome = "reported"};
    std::vector<Failure> findings;
    std::copy_if(artifact.failures.begin(), artifact.failures.end(), std::back_inserter(findings),
                 is_security);
    if (!findings.empty()) {
        const auto told = tell_privately(findings, request, api);
        if (!told)
            return base::fail(told.error());
        conclusion.notes.push_back(*told);
    }
    if (findings.size() < artifact.failures.size() || findings.empty()) {
        const auto issue = put_issue(context, request, artifact, api);
        if (!issue)
            return base::fail(issue.error());
        conclusion.notes.push_back(fmt::format("The failure is told in #{}.", issue->number));
    }
    const auto healing = start_healing(request, api);
    if (!healing)
        return base::fail(healing.error());
    conclusion.notes.push_back(*healing);
    conclusion.api_calls = api.calls();
    return ActionReport{.outputs = {{"conclusion", conclusion.outcome},
                                    {"category", request.category},
                                    {"fingerprint", request.fingerprint}},
                        .summary = publish::render_summary(conclusion)};
}

}  // namespace mendel::app
