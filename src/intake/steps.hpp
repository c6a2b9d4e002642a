#pragma once

#include "intake/ruling.hpp"

namespace mendel::intake {

// Comments (steps/comment.cpp).
Ruling ignore_no_command(Case& one);   ///< edited, deleted, plain talk
Ruling ignore_author(Case& one);       ///< mendel itself, unlisted bots
Ruling require_permission(Case& one);  ///< asks: permission
Ruling read_command(Case& one);        ///< grammar; /mendel ends here

// What a comment is about, and that it is about this head (steps/binding.cpp).
Ruling find_target(Case& one);       ///< asks: pull_requests, state; on an issue: run too
Ruling bind_to_approval(Case& one);  ///< apply= names the head; on an issue asks: branch_head
Ruling bind_to_push(Case& one);      ///< asks: push, runs; on an issue: push
Ruling choose_run(Case& one);        ///< asks: runs

/// /parallel-dev from here to its end; other commands go on (steps/develop.cpp).
/// Asks: pull_requests, state; on an issue and for a dispatch: branch_head; on a pull request: push
Ruling develop_feature(Case& one);

// Patches that wait (steps/approve.cpp).
Ruling approve_waiting(Case& one);  ///< asks: waiting; pull_requests, state, branch_head

// Failed and successful runs (steps/run.cpp).
Ruling ignore_run(Case& one);         ///< not a finished check of this repository's code
Ruling clean_up_success(Case& one);   ///< asks: open_items
Ruling ignore_conclusion(Case& one);  ///< cancelled, skipped and the like
Ruling ignore_run_of_bot(Case& one);  ///< unlisted bots
Ruling find_head_of_run(Case& one);   ///< asks: pull_requests, state
Ruling bind_run_to_head(Case& one);   ///< asks: branch_head where there is no pull request

// Dispatches and schedules (steps/dispatch.cpp).
Ruling ignore_dispatch(Case& one);      ///< other event types, unlisted bots
Ruling read_dispatch(Case& one);        ///< inputs; status and cleanup end here
Ruling find_dispatched_run(Case& one);  ///< asks: run; or branch_head, then runs
Ruling accept_schedule(Case& one);

// Limits and the failure itself, on every path (steps/limits.cpp).
Ruling ignore_disabled(Case& one);
Ruling refuse_stop_label(Case& one);  ///< in the payload
Ruling refuse_stopped(Case& one);     ///< label of the pull request, state
Ruling refuse_busy_hour(Case& one);
Ruling find_failed_job(Case& one);   ///< asks: jobs
Ruling find_fingerprint(Case& one);  ///< asks: diagnosis
Ruling refuse_spent_attempts(Case& one);
Ruling refuse_open_pull_requests(Case& one);
Ruling accept(Case& one);

}  // namespace mendel::intake
