#pragma once

#include <string>
#include <vector>

#include "intake/ruling.hpp"

namespace mendel::intake {

/// Whether the run checked code of a branch: started by a push, a pull request, a schedule or a
/// dispatch, on a branch that stays (a merge queue's does not).
bool is_check_of_code(const WorkflowRun& run);

/// Whether the run ended red with a log to read.
bool has_failed(const WorkflowRun& run);

/// Whether the run is of mendel's own workflows: the one it runs in, or a shipped template's.
bool is_own_workflow(const WorkflowRun& run, const Situation& situation);

/// Whether a login is on a list of full names, whatever its case.
bool is_listed(const std::vector<std::string>& names, const std::string& login);

/// Whether a repository is another than the event's.
bool is_elsewhere(const Case& one, const std::string& repository);

/// Refuses a run that somebody named and that cannot be mended.
Ruling refuse_unfit_run(const Case& one, const WorkflowRun& run);

/// The newest failed check among runs of one head; null where there is none.
const WorkflowRun* newest_failure(const std::vector<WorkflowRun>& runs, const Case& one,
                                  const std::string& branch);

/// The open pull request of the run's head branch, of several the one that the run names; null
/// where there is none.
const PullRequest* pull_request_of(const std::vector<PullRequest>& pulls, const WorkflowRun& run);

/// Takes the head of the pull request, or else of the run, over into the Request: what to do for
/// it, and whether the branch is mendel's own.
void take_head(Case& one);
/// Takes the run over into the Request.
void take_run(Case& one);

}  // namespace mendel::intake
