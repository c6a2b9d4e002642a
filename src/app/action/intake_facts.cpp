#include "app/action/intake_facts.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/action/default_config.hpp"
#include "app/action/remembered.hpp"
#include "app/action/waiting.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "diagnose/diagnose.hpp"
#include "forge/github_commits.hpp"
#include "forge/github_overview.hpp"
#include "publish/pull_request_text.hpp"

namespace mendel::app {

namespace {

using base::Json;
using base::Result;
using base::text_at;
using intake::Question;
using intake::Topic;

intake::Actor actor_of(const Json& user) {
    return {.login = text_at(user, "login"),
            .id = base::number_at(user, "id"),
            .type = text_at(user, "type")};
}

/// Nobody is known to the repository whom it does not answer for.
Result<intake::Permission> permission(forge::GitHubApi& api, const std::string& login) {
    const auto reply = api.send(
        {.path = fmt::format("/repos/{{}}/collaborators/{}/permission", sys::url_part(login))});
    if (!reply)
        return base::fail(reply.error());
    if (reply->status == 404)
        return intake::Permission{.role_name = "none", .permission = "none"};
    const auto found = forge::json_of(*reply, {200});
    if (!found)
        return base::fail(base::ErrorKind::transient, found.error().message, found.error().where);
    return intake::Permission{.role_name = text_at(*found, "role_name"),
                              .permission = text_at(*found, "permission")};
}

intake::PullRequest pull_request_of(const forge::OpenPull& pull) {
    return {.number = pull.number,
            .head_branch = pull.head_branch,
            .head_commit = pull.head_commit,
            .head_repository = pull.head_repository,
            .base_branch = pull.base_branch,
            .merge_commit = pull.merge_commit,
            .author = {.login = pull.author, .type = pull.author_type},
            .labels = pull.labels};
}

Result<intake::Push> last_push(forge::GitHubApi& api, const std::string& branch) {
    const auto found = api.get(fmt::format("/repos/{{}}/activity?ref={}&per_page=1",
                                           sys::url_part("refs/heads/" + branch)));
    if (!found)
        return base::fail(found.error());
    if (!found->is_array() || found->empty())
        return intake::Push{};
    return intake::Push{.head_commit = text_at(found->front(), "after"),
                        .time = text_at(found->front(), "timestamp")};
}

intake::WorkflowRun run_of(const Json& item) {
    const auto path = text_at(item, "path");
    intake::WorkflowRun run{.id = base::number_at(item, "id"),
                            .attempt = static_cast<int>(base::number_at(item, "run_attempt")),
                            .conclusion = text_at(item, "conclusion"),
                            .event = text_at(item, "event"),
                            .workflow_path = path.substr(0, path.find('@')),
                            .head_branch = text_at(item, "head_branch"),
                            .head_commit = text_at(item, "head_sha"),
                            .repository = text_at(item, "repository.full_name"),
                            .head_repository = text_at(item, "head_repository.full_name"),
                            .actor = actor_of(base::value_at(item, "actor")),
                            .created = text_at(item, "created_at")};
    for (const auto& pull : base::value_at(item, "pull_requests"))
        run.pull_requests.push_back(base::number_at(pull, "number"));
    return run;
}

/// The attempt and who started the run are not told with the head of a pull request.
intake::WorkflowRun run_of(const forge::HeadRun& run, const intake::PullRequest& pull,
                           const std::string& repository) {
    return {.id = run.id,
            .conclusion = run.conclusion,
            .event = run.event,
            .workflow_path = run.workflow_path,
            .head_branch = run.head_branch.empty() ? pull.head_branch : run.head_branch,
            .head_commit = pull.head_commit,
            .repository = repository,
            .head_repository = run.head_branch.empty() ? pull.head_repository : repository,
            .created = run.created};
}

Result<std::vector<intake::WorkflowRun>> runs_of(forge::GitHubApi& api, const std::string& commit) {
    const auto items =
        api.get_all("/repos/{}/actions/runs?head_sha=" + commit, "workflow_runs", 100);
    if (!items)
        return base::fail(items.error());
    std::vector<intake::WorkflowRun> runs;
    for (const auto& item : *items)
        runs.push_back(run_of(item));
    return runs;
}

Result<intake::WorkflowRun> run_by_id(forge::GitHubApi& api, std::int64_t id) {
    const auto item = api.get(fmt::format("/repos/{{}}/actions/runs/{}", id));
    return item ? Result<intake::WorkflowRun>(run_of(*item)) : base::fail(item.error());
}

/// Of the newest attempt where it is not known which.
Result<std::vector<intake::Job>> jobs_of(forge::GitHubApi& api, const Question& question) {
    const auto attempt = question.attempt == 0 ? "" : fmt::format("/attempts/{}", question.attempt);
    const auto items = api.get_all(
        fmt::format("/repos/{{}}/actions/runs/{}{}/jobs", question.run_id, attempt), "jobs");
    if (!items)
        return base::fail(items.error());
    std::vector<intake::Job> jobs;
    for (const auto& item : *items)
        jobs.push_back({.id = base::number_at(item, "id"),
                        .name = text_at(item, "name"),
                        .conclusion = text_at(item, "conclusion")});
    return jobs;
}

Result<std::vector<std::int64_t>> open_items(forge::GitHubApi& api, const std::string& branch) {
    const auto items = api.get_all("/repos/{}/issues?state=open&labels=mendel");
    if (!items)
        return base::fail(items.error());
    std::vector<std::int64_t> numbers;
    const auto marker = publish::branch_marker(branch);
    for (const auto& item : *items)
        if (base::contains(text_at(item, "body"), marker) && text_at(item, "user.type") == "Bot")
            numbers.push_back(base::number_at(item, "number"));
    return numbers;
}

Result<intake::Waiting> waiting(forge::GitHubApi& api, const std::string& commit) {
    const auto found = load_waiting(api, commit);
    if (!found)
        return base::fail(found.error());
    if (!*found)
        return base::fail(base::ErrorKind::permanent, "Nothing waits for approval at this commit.");
    return (*found)->facts;
}

Result<std::string> head_of(forge::GitHubApi& api, const std::string& branch) {
    const auto head = forge::branch_head(api, branch);
    return head ? Result<std::string>(head->value_or("")) : base::fail(head.error());
}

}  // namespace

Result<config::Config> FactGatherer::look(const Subject& subject, intake::Facts& facts) {
    auto found = forge::overview(m_api, {.config_file = k_config_file,
                                         .branch = subject.branch,
                                         .number = subject.pull_request,
                                         .with_runs = subject.with_runs});
    if (!found)
        return base::fail(found.error());
    std::vector<intake::PullRequest> pulls;
    for (const auto& pull : found->pulls) {
        pulls.push_back(pull_request_of(pull));
        if (found->runs && pull.number == subject.pull_request)
            add_runs(*found->runs, pulls.back(), facts);
    }
    facts.pull_requests = std::move(pulls);
    facts.state = state_of_text(found->state.text);
    if (!subject.branch.empty())
        facts.branch_head = found->branch_head;
    m_state = std::move(found->state);
    return default_config(found->config);
}

void FactGatherer::add_runs(const std::vector<forge::HeadRun>& runs,
                            const intake::PullRequest& pull, intake::Facts& facts) {
    std::vector<intake::WorkflowRun> found;
    for (const auto& run : runs) {
        found.push_back(run_of(run, pull, m_api.repository()));
        for (const auto& job : run.failed_jobs)
            m_failed_jobs[run.id].push_back(
                {.id = job.id, .name = job.name, .conclusion = job.conclusion});
    }
    facts.runs = std::move(found);
}

/// The failed jobs that are known already are enough: one of them is looked for.
Result<std::vector<intake::Job>> FactGatherer::jobs(const Question& question) const {
    const auto known = m_failed_jobs.find(question.run_id);
    return known == m_failed_jobs.end() ? jobs_of(m_api, question) : known->second;
}

void FactGatherer::answer(const Question& question, intake::Facts& facts) {
    switch (question.topic) {
        case Topic::permission:
            facts.permission = permission(m_api, question.login);
            return;
        case Topic::pull_requests:
        case Topic::state:
            if (const auto looked = look({question.branch, question.number}, facts); !looked)
                facts.pull_requests = base::fail(looked.error());
            return;
        case Topic::branch_head:
            facts.branch_head = head_of(m_api, question.branch);
            return;
        case Topic::push:
            facts.push = last_push(m_api, question.branch);
            return;
        case Topic::runs:
            facts.runs = runs_of(m_api, question.commit);
            return;
        case Topic::run:
            facts.run = run_by_id(m_api, question.run_id);
            return;
        case Topic::jobs:
            facts.jobs = jobs(question);
            return;
        case Topic::diagnosis:
            facts.diagnosis = diagnosis(question.job_id);
            return;
        case Topic::open_items:
            facts.open_items = open_items(m_api, question.branch);
            return;
        case Topic::waiting:
            facts.waiting = waiting(m_api, question.commit);
            return;
    }
}

Result<intake::Diagnosis> FactGatherer::diagnosis(std::int64_t job) {
    auto log = m_api.download(fmt::format("/repos/{{}}/actions/jobs/{}/logs", job));
    if (!log)
        return base::fail(log.error());
    m_log = std::move(*log);
    const auto failures = diagnose::diagnose({.text = m_log});
    if (failures.empty())
        return intake::Diagnosis{};
    return intake::Diagnosis{.fingerprint = failures.front().fingerprint,
                             .category = std::string(model::name_of(failures.front().category))};
}

}  // namespace mendel::app
