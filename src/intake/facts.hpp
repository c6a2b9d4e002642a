#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "intake/event.hpp"
#include "model/request.hpp"

namespace mendel::intake {

/// What can be asked of the forge. One answer costs one API call where nothing else is said, so
/// that a decision costs at most seven; each topic is asked at most once. Paths are below
/// /repos/{owner}/{name} of the event.
///
///     topic          parameters      answered by (REST, version 2022-11-28)
///     permission     login           GET collaborators/{login}/permission
///     pull_requests  number, branch  GET pulls?state=open&per_page=100
///     state                          state.json of refs/mendel/state (else branch mendel/state)
///     branch_head    branch          GET git/ref/heads/{branch}
///     push           branch          GET activity?ref=refs/heads/{branch}&per_page=1
///     runs           commit          GET actions/runs?head_sha={commit}&per_page=100
///     run            run_id          GET actions/runs/{run_id}
///     jobs           run_id, attempt GET actions/runs/{run_id}/attempts/{attempt}/jobs
///     diagnosis      job_id          GET actions/jobs/{job_id}/logs, then diagnosed
///     open_items     branch          GET issues?state=open&labels=mendel
///     waiting        commit          state.json of refs/mendel/waiting/{commit}: two
///
/// Questions of one Need do not depend on each other. One GraphQL query answers pull_requests,
/// state and, for the head of a pull request, runs and failed jobs together: facts that were not
/// asked for may be given too, and are then never asked. An attempt of 0 stands for the newest.
enum class Topic {
    permission,
    pull_requests,
    state,
    branch_head,
    push,
    runs,
    run,
    jobs,
    diagnosis,
    open_items,
    waiting,
};

/// "permission", "pull_requests"...
std::string_view name_of(Topic topic);

/// One thing to find out; parameters that the topic does not use are empty.
struct Question {
    Topic topic = Topic::permission;
    std::string login = {};
    std::int64_t number = 0;  ///< the pull request that must be in the answer if it is open
    std::string branch = {};
    std::string commit = {};
    std::int64_t run_id = 0;
    int attempt = 0;
    std::int64_t job_id = 0;
};

/// The answer to one question: nothing while it was not asked; an Error where the forge did not
/// answer. Kind transient (no network, 5xx, rate limit, also 403 for want of a scope on
/// `permission`) ends the decision as that Error: silence is never a grant. Kind permanent (404,
/// 410) means that there is no such thing, where the topic does not say otherwise.
template <class T>
using Fact = std::optional<base::Result<T>>;

/// Somebody's standing in the repository.
struct Permission {
    std::string role_name = {};   ///< "admin", "maintain", "write", "triage", "read", "none" or own
    std::string permission = {};  ///< the base role: "admin", "write", "read" or "none"
};

/// An open pull request into this repository.
struct PullRequest {
    std::int64_t number = 0;
    std::string head_branch = {};
    std::string head_commit = {};
    std::string head_repository = {};  ///< "owner/name"; empty: deleted
    std::string base_branch = {};
    std::string merge_commit = {};  ///< merge_commit_sha, what its runs test; may be empty
    Actor author = {};
    std::vector<std::string> labels = {};
};

/// The last push to a branch by the forge's own clock.
struct Push {
    std::string head_commit = {};  ///< "after" of the newest entry
    std::string time = {};         ///< RFC 3339
};

/// One run of mendel's that was recorded before its work began.
struct RecordedRun {
    std::string fingerprint = {};
    std::string head_branch = {};  ///< the branch that it was to mend
    std::string time = {};         ///< RFC 3339
};

/// What mendel remembers on refs/mendel/state. No ref: a State without anything, not an Error.
struct State {
    bool stopped = false;                ///< by /mendel stop
    std::string stopped_by = {};         ///< login
    std::vector<RecordedRun> runs = {};  ///< of the last seven days at least
};

struct Job {
    std::int64_t id = 0;
    std::string name = {};
    std::string conclusion = {};  ///< "failure", "success"...
};

/// What the log of a job says. An empty fingerprint: nothing in it was recognised as a failure. A
/// log that has expired is a permanent Error.
struct Diagnosis {
    std::string fingerprint = {};  ///< of the root cause
    std::string category = {};     ///< "lint_error"
};

/// A proven patch that waits for a person's approval.
struct Waiting {
    model::Request request = {};    ///< that it was made for
    std::string patch_sha256 = {};  ///< of its unified diff
    std::string created = {};       ///< RFC 3339
    std::string expires = {};       ///< RFC 3339
};

/// Everything found out so far. An answer that is too long for one page is cut: newest first, but
/// pull_requests holds the one that was asked for and all whose head branch begins with the
/// configured prefix.
struct Facts {
    Fact<Permission> permission = {};                   ///< no such person: role_name "none"
    Fact<std::vector<PullRequest>> pull_requests = {};  ///< the open ones
    Fact<State> state = {};
    Fact<std::string> branch_head = {};        ///< commit id; empty: no such branch
    Fact<Push> push = {};                      ///< empty: not known
    Fact<std::vector<WorkflowRun>> runs = {};  ///< of this repository for that commit
    Fact<WorkflowRun> run = {};                ///< permanent: not of this repository
    Fact<std::vector<Job>> jobs = {};          ///< of that attempt
    Fact<Diagnosis> diagnosis = {};
    Fact<std::vector<std::int64_t>> open_items = {};  ///< numbers, of that head branch
    Fact<Waiting> waiting = {};                       ///< permanent: none waits for that commit
};

}  // namespace mendel::intake
