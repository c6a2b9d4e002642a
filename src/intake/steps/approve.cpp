#include <algorithm>

#include <fmt/format.h>

#include "intake/roles.hpp"
#include "intake/runs.hpp"
#include "intake/steps.hpp"

namespace mendel::intake {

namespace {

/// Why the one who wrote may not approve; nothing where they may.
Ruling refuse_approver(const Case& one) {
    if (is_bot(one.event.comment.author))
        return refuse(one, "permission", "A bot cannot approve. Ask a person who may.");
    const auto needed = role_named(one.config.allow.approve);
    const auto role = role_of(**one.facts.permission);
    if (role < needed)
        return refuse(one, "permission",
                      fmt::format("/mendel approve takes the role {} here, and {} has {}. Ask "
                                  "somebody who has it.",
                                  name_of(needed), one.event.comment.author.login, name_of(role)));
    return std::nullopt;
}

/// The patch may be approved in its time alone, and by somebody who could have seen it.
Ruling refuse_time(const Case& one, const Waiting& waiting) {
    const auto created = parse_time(waiting.created);
    const auto expires = parse_time(waiting.expires);
    if (!created || !expires || *expires <= one.situation.now)
        return refuse(one, "expired",
                      fmt::format("The time to approve this patch ended at {}. Ask for the fix "
                                  "again.",
                                  waiting.expires));
    const auto said = parse_time(one.event.comment.created);
    if (!said || *said < *created)
        return refuse(one, "older_than_patch",
                      "The patch that waits is newer than this comment. Look at it, then say the "
                      "command again.");
    return std::nullopt;
}

const PullRequest* pull_of(const Case& one, const model::Request& request) {
    const auto& pulls = **one.facts.pull_requests;
    const auto found = std::find_if(pulls.begin(), pulls.end(), [&](const PullRequest& pull) {
        return pull.head_branch == request.head_branch &&
               pull.head_repository == request.head_repository;
    });
    return found == pulls.end() ? nullptr : &*found;
}

/// A branch of a fork is known by its pull request alone.
Ruling refuse_moved(const Case& one, const model::Request& request) {
    std::string head;
    if (one.pull != nullptr) {
        head = one.pull->head_commit;
    } else if (!request.is_fork) {
        auto found = head_of(one, request.head_branch);
        if (found.ruling)
            return std::move(found.ruling);
        head = std::move(found.commit);
    }
    if (head == request.head_commit)
        return std::nullopt;
    return refuse(one, "moved_head",
                  "The branch has moved on since, so the patch is of an older commit. Ask for the "
                  "fix again.");
}

}  // namespace

Ruling approve_waiting(Case& one) {
    if (one.command->word != "approve")
        return std::nullopt;
    if (auto refused = refuse_approver(one))
        return refused;
    const auto commit = value_of(one, "commit");
    if (auto need = ask(one, {{.topic = Topic::waiting, .commit = commit}}))
        return need;
    const auto& waiting = *one.facts.waiting;
    if (!waiting && waiting.error().kind != base::ErrorKind::permanent)
        return pass_on(waiting);
    if (!waiting || waiting->request.head_commit != commit ||
        waiting->request.repository != one.event.repository)
        return refuse(one, "nothing_waits",
                      fmt::format("No patch waits for approval at commit {}. Take the command as "
                                  "mendel's comment has it.",
                                  commit));
    if (auto refused = refuse_time(one, *waiting))
        return refused;
    const auto& request = waiting->request;
    if (auto need = ask(one, {{.topic = Topic::pull_requests, .number = request.number},
                              {.topic = Topic::state}}))
        return need;
    if (!*one.facts.pull_requests)
        return pass_on(*one.facts.pull_requests);
    one.pull = pull_of(one, request);
    if (auto stopped = refuse_stopped(one))
        return stopped;
    if (auto moved = refuse_moved(one, request))
        return moved;
    one.request = request;
    one.request.mission = model::Mission::heal;
    one.request.event = one.event.name;
    one.request.actor = one.event.actor.login;
    one.request.number = one.event.number;
    one.request.comment_id = one.event.comment.id;
    one.request.default_branch = one.event.default_branch;
    one.request.approved = waiting->patch_sha256;
    one.request.approved_by = one.event.actor.login;
    return accept(one);
}

}  // namespace mendel::intake
