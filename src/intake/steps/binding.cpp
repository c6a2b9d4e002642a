#include <algorithm>

#include <fmt/format.h>

#include "intake/roles.hpp"
#include "intake/runs.hpp"
#include "intake/steps.hpp"

namespace mendel::intake {

namespace {

Ruling refuse_moved(const Case& one) {
    return refuse(one, "moved_head",
                  fmt::format("The head is not the commit that was meant, but {}. Look at it, then "
                              "say the command again.",
                              one.request.head_commit));
}

Ruling find_pull_request(Case& one) {
    const auto number = one.event.number;
    if (auto need =
            ask(one, {{.topic = Topic::pull_requests, .number = number}, {.topic = Topic::state}}))
        return need;
    const auto& pulls = *one.facts.pull_requests;
    if (!pulls)
        return pass_on(pulls);
    const auto found = std::find_if(pulls->begin(), pulls->end(),
                                    [&](const PullRequest& pull) { return pull.number == number; });
    if (found == pulls->end())
        return refuse(one, "closed", "This pull request is not open. Reopen it first.");
    one.pull = &*found;
    take_head(one);
    return std::nullopt;
}

/// On an issue, the run that `run=` names stands for the pull request.
Ruling find_run_of_issue(Case& one) {
    const auto id = value_of(one, "run");
    if (id.empty())
        return refuse(one, "no_pull_request",
                      "This is an issue, which has no code to mend. Say the command on a pull "
                      "request, or name a failed run with run=ID.");
    if (auto need = ask(one, {{.topic = Topic::run, .run_id = std::stoll(id)},
                              {.topic = Topic::pull_requests},
                              {.topic = Topic::state}}))
        return need;
    const auto& run = *one.facts.run;
    if (!run && run.error().kind != base::ErrorKind::permanent)
        return pass_on(run);
    if (!run)
        return refuse(one, "run_elsewhere",
                      "This run is not of this repository. Name one that is.");
    if (auto unfit = refuse_unfit_run(one, *run))
        return unfit;
    const auto& pulls = *one.facts.pull_requests;
    if (!pulls)
        return pass_on(pulls);
    one.run = &*run;
    one.pull = pull_request_of(*pulls, *run);
    take_head(one);
    one.request.number = one.event.number;
    if (one.request.is_fork && one.pull == nullptr)
        return refuse(one, "closed",
                      "This run is of a fork without an open pull request here. Open it again.");
    return one.request.head_commit == run->head_commit ? std::nullopt : refuse_moved(one);
}

/// The time of the last push as the runs of that head tell it: the first of them began after it.
std::optional<Instant> first_run_of_head(const Case& one) {
    std::optional<Instant> first;
    if (!one.facts.runs || !*one.facts.runs)
        return first;
    for (const auto& run : **one.facts.runs) {
        const auto created = parse_time(run.created);
        if (run.head_commit == one.request.head_commit &&
            run.head_branch == one.request.head_branch && created && (!first || *created < *first))
            first = created;
    }
    return first;
}

bool is_known(const Fact<Push>& push) {
    return push && *push && !(*push)->head_commit.empty();
}

}  // namespace

Ruling find_target(Case& one) {
    return one.event.is_pull_request ? find_pull_request(one) : find_run_of_issue(one);
}

Ruling bind_to_approval(Case& one) {
    const auto apply = value_of(one, "apply");
    if (apply.empty())
        return std::nullopt;
    if (!is_bot(one.event.comment.author) && role_of(**one.facts.permission) < role_named("write"))
        return refuse(one, "permission",
                      "Approving code with apply= takes the role write. Ask somebody who has it.");
    if (apply != one.request.head_commit)
        return refuse_moved(one);
    if (one.pull == nullptr) {
        auto head = head_of(one, one.request.head_branch);
        if (head.ruling)
            return std::move(head.ruling);
        if (head.commit != apply)
            return refuse_moved(one);
    }
    one.request.apply = apply;
    one.request.mission = model::Mission::heal;
    return std::nullopt;
}

Ruling bind_to_push(Case& one) {
    const auto& request = one.request;
    if (!request.apply.empty() || request.mission == model::Mission::report)
        return std::nullopt;
    std::vector<Question> questions = {{.topic = Topic::push, .branch = request.head_branch}};
    if (one.run == nullptr)
        questions.push_back({.topic = Topic::runs, .commit = request.head_commit});
    if (auto need = ask(one, questions))
        return need;
    const auto& push = one.facts.push;
    if (is_known(push) && (*push)->head_commit != request.head_commit)
        return refuse_moved(one);
    auto pushed = is_known(push) ? parse_time((*push)->time) : std::nullopt;
    if (!is_known(push) && one.run == nullptr)
        pushed = first_run_of_head(one);
    const auto said = parse_time(one.event.comment.created);
    if (!pushed || !said)
        return refuse(one, "push_unknown",
                      fmt::format("When the head was pushed is not known. Look at it, then say "
                                  "/auto-fix{} apply={}.",
                                  one.run == nullptr ? "" : fmt::format(" run={}", one.run->id),
                                  request.head_commit));
    if (*said <= *pushed)
        return refuse(one, "older_than_push",
                      "The head was pushed after this comment. Look at it, then say the command "
                      "again.");
    return std::nullopt;
}

Ruling choose_run(Case& one) {
    if (one.run == nullptr) {
        const auto& head = one.request.head_commit;
        if (auto need = ask(one, {{.topic = Topic::runs, .commit = head}}))
            return need;
        const auto& runs = *one.facts.runs;
        if (!runs)
            return pass_on(runs);
        const auto id = value_of(one, "run");
        const auto named = std::find_if(runs->begin(), runs->end(), [&](const WorkflowRun& run) {
            return std::to_string(run.id) == id && run.head_commit == head;
        });
        if (!id.empty() && named == runs->end())
            return refuse(one, "run_elsewhere",
                          "This run is not of this repository and this head. Name one that is.");
        one.run = id.empty() ? newest_failure(*runs, one, one.request.head_branch) : &*named;
        if (one.run == nullptr || one.run->head_commit != head)
            return refuse(one, "no_failed_run",
                          "No finished check of this head has failed. Wait for the checks, or name "
                          "a run with run=ID.");
        if (auto unfit = refuse_unfit_run(one, *one.run))
            return unfit;
    }
    take_run(one);
    return std::nullopt;
}

}  // namespace mendel::intake
