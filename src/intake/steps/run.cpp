#include "base/text.hpp"
#include "intake/runs.hpp"
#include "intake/steps.hpp"

namespace mendel::intake {

namespace {

/// mendel mends its own branch, but no branch that it made for mending its own.
bool is_own_of_own(const Case& one) {
    // The name of a branch holds the name of the branch that it mends with '-' for '/'.
    const auto& prefix = one.config.branches.prefix;
    const auto inner = base::replace_all(prefix, "/", "-") + "heal-";
    const auto& branch = one.request.head_branch;
    return one.own_branch && (branch.find(prefix, prefix.size()) != std::string::npos ||
                              branch.find(inner, prefix.size()) != std::string::npos);
}

/// The account under which mendel acts is shared by all workflows: off its own branches it is a
/// bot like any other.
bool is_unlisted_bot(const Case& one, const Actor& actor) {
    return is_bot(actor) &&
           !is_own_branch(one.config, one.situation, one.run->head_branch, actor) &&
           !is_listed(one.config.allow.dependency_bots, actor.login) &&
           !is_listed(one.config.allow.bots, actor.login);
}

Ruling decline_moved(const Case& one) {
    return decline(one, "moved_head",
                   "The branch has moved on since this run. Its newer runs speak for it.");
}

}  // namespace

Ruling ignore_run(Case& one) {
    const auto& run = one.event.run;
    if (one.event.action != "completed")
        return ignore("not_finished", "The run has not finished.");
    if (is_elsewhere(one, run.repository))
        return ignore("run_elsewhere", "The run is not of this repository.");
    if (is_own_workflow(run, one.situation))
        return ignore("own_workflow", "The run is of mendel's own workflow.");
    if (!is_check_of_code(run))
        return ignore("not_a_check", "The run is not a check of a branch's code.");
    one.run = &run;
    return std::nullopt;
}

Ruling clean_up_success(Case& one) {
    if (one.run->conclusion != "success")
        return std::nullopt;
    if (is_elsewhere(one, one.run->head_repository))
        return ignore("fork", "The run is of a fork, for which nothing is kept open.");
    if (auto need = ask(one, {{.topic = Topic::open_items, .branch = one.run->head_branch}}))
        return need;
    const auto& items = *one.facts.open_items;
    if (!items)
        return pass_on(items);
    if (items->empty())
        return ignore("nothing_open", "The run is green and nothing of mendel's is open for it.");
    take_head(one);
    take_run(one);
    one.request.mission = model::Mission::cleanup;
    return base::Result<Decision>(Accept{.request = one.request});
}

Ruling ignore_conclusion(Case& one) {
    if (one.run->conclusion == "startup_failure")
        return ignore("startup_failure",
                      "The workflow file itself could not be started, and mendel changes no "
                      "workflow files.");
    if (!has_failed(*one.run))
        return ignore("not_failed", "The run did not end red.");
    return std::nullopt;
}

Ruling ignore_run_of_bot(Case& one) {
    if (is_unlisted_bot(one, one.run->actor))
        return ignore("bot", "The run is of a bot that allow.dependency-bots does not list.");
    return std::nullopt;
}

Ruling find_head_of_run(Case& one) {
    const auto& run = *one.run;
    const auto number = run.pull_requests.empty() ? 0 : run.pull_requests.front();
    if (auto need =
            ask(one, {{.topic = Topic::pull_requests, .number = number, .branch = run.head_branch},
                      {.topic = Topic::state}}))
        return need;
    const auto& pulls = *one.facts.pull_requests;
    if (!pulls)
        return pass_on(pulls);
    one.pull = pull_request_of(*pulls, run);
    take_head(one);
    if (one.request.is_fork && one.situation.reports_only)
        return ignore("fork", "The run is of a fork, for which no issue is kept.");
    if (one.request.is_fork && one.pull == nullptr)
        return decline(one, "closed",
                       "The run is of a fork without an open pull request here. Open it again.");
    if (is_own_of_own(one))
        return decline(one, "own_branch",
                       "The branch is mendel's own attempt at a branch of its own. Mend it by "
                       "hand.");
    if (one.event.kind == EventKind::run && one.pull != nullptr &&
        is_unlisted_bot(one, one.pull->author))
        return ignore("bot",
                      "The pull request is of a bot that allow.dependency-bots does not "
                      "list.");
    return std::nullopt;
}

Ruling bind_run_to_head(Case& one) {
    auto& request = one.request;
    if (one.pull == nullptr) {
        auto head = head_of(one, request.head_branch);
        if (head.ruling)
            return std::move(head.ruling);
        if (head.commit.empty())
            return decline(one, "no_branch",
                           "The branch of this run is gone, or it was a tag. Nothing can be "
                           "mended.");
        request.head_commit = head.commit;
    }
    if (request.head_commit != one.run->head_commit)
        return decline_moved(one);
    const auto apply = value_of(one, "apply");
    if (!apply.empty() && apply != request.head_commit)
        return decline_moved(one);
    if (!apply.empty()) {
        request.apply = apply;
        request.mission = model::Mission::heal;
    }
    take_run(one);
    return std::nullopt;
}

}  // namespace mendel::intake
