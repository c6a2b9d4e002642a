#include "intake/runs.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace mendel::intake {

namespace {

constexpr std::array<std::string_view, 5> k_code_events = {
    "push", "pull_request", "schedule", "workflow_dispatch", "repository_dispatch"};
constexpr std::array<std::string_view, 6> k_templates = {"auto-fix.yml",
                                                         "auto-fix.yaml",
                                                         "auto-issue-on-failure.yml",
                                                         "auto-issue-on-failure.yaml",
                                                         "parallel-dev.yml",
                                                         "parallel-dev.yaml"};
constexpr std::string_view k_merge_queue = "gh-readonly-queue/";

template <class List, class Item>
bool holds(const List& list, const Item& item) {
    return std::find(list.begin(), list.end(), item) != list.end();
}

}  // namespace

bool is_check_of_code(const WorkflowRun& run) {
    return holds(k_code_events, run.event) && !run.workflow_path.empty() &&
           !run.head_branch.empty() && run.head_branch.rfind(k_merge_queue, 0) != 0;
}

bool has_failed(const WorkflowRun& run) {
    return run.conclusion == "failure" || run.conclusion == "timed_out";
}

bool is_own_workflow(const WorkflowRun& run, const Situation& situation) {
    const std::string_view path = run.workflow_path;
    return path == situation.workflow_path || holds(k_templates, path.substr(path.rfind('/') + 1));
}

bool is_listed(const std::vector<std::string>& names, const std::string& login) {
    const auto lower = base::to_lower(login);
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return base::to_lower(name) == lower; });
}

bool is_elsewhere(const Case& one, const std::string& repository) {
    return base::to_lower(repository) != base::to_lower(one.event.repository);
}

Ruling refuse_unfit_run(const Case& one, const WorkflowRun& run) {
    if (is_elsewhere(one, run.repository))
        return refuse(one, "run_elsewhere",
                      "This run is not of this repository. Name one that is.");
    if (is_own_workflow(run, one.situation) || !is_check_of_code(run))
        return refuse(one, "not_a_check",
                      "This run is not a check of a branch's code. Name a run of a push or a pull "
                      "request.");
    if (!has_failed(run))
        return refuse(one, "run_not_failed", "This run has not failed. Name one that ended red.");
    return std::nullopt;
}

const WorkflowRun* newest_failure(const std::vector<WorkflowRun>& runs, const Case& one,
                                  const std::string& branch) {
    const WorkflowRun* newest = nullptr;
    for (const auto& run : runs)
        if (has_failed(run) && is_check_of_code(run) && !is_own_workflow(run, one.situation) &&
            run.head_branch == branch && (newest == nullptr || run.id > newest->id))
            newest = &run;
    return newest;
}

const PullRequest* pull_request_of(const std::vector<PullRequest>& pulls, const WorkflowRun& run) {
    const auto repository = base::to_lower(run.head_repository);
    const PullRequest* found = nullptr;
    for (const auto& pull : pulls) {
        if (repository.empty() || pull.head_branch != run.head_branch ||
            base::to_lower(pull.head_repository) != repository)
            continue;
        if (found == nullptr || holds(run.pull_requests, pull.number))
            found = &pull;
    }
    return found;
}

void take_head(Case& one) {
    auto& request = one.request;
    if (one.pull != nullptr) {
        request.number = one.pull->number;
        request.head_branch = one.pull->head_branch;
        request.head_commit = one.pull->head_commit;
        request.base_branch = one.pull->base_branch;
        request.head_repository = one.pull->head_repository;
    } else {
        request.head_branch = one.run->head_branch;
        request.head_commit = one.run->head_commit;
        request.base_branch = one.run->head_branch;
        request.head_repository = one.run->head_repository;
    }
    request.is_fork = is_elsewhere(one, request.head_repository);
    request.mission = request.is_fork || one.situation.reports_only ? model::Mission::report
                                                                    : model::Mission::heal;
    const auto& author = one.pull == nullptr ? one.run->actor : one.pull->author;
    one.own_branch =
        !request.is_fork && is_own_branch(one.config, one.situation, request.head_branch, author);
}

void take_run(Case& one) {
    auto& request = one.request;
    request.run_id = one.run->id;
    request.run_attempt = one.run->attempt;
    request.workflow_path = one.run->workflow_path;
    const bool merged =
        one.run->event == "pull_request" && one.pull != nullptr && !one.pull->merge_commit.empty();
    request.tested_commit = merged ? one.pull->merge_commit : request.head_commit;
}

}  // namespace mendel::intake
