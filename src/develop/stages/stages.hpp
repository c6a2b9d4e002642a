#pragma once

#include <stop_token>

#include "app/action/action_context.hpp"
#include "base/result.hpp"
#include "forge/github_api.hpp"
#include "model/event.hpp"

namespace mendel::develop {

/// The stages of workflows-templates/parallel-dev.yml, in its order (docs/action.md). Those that
/// take events read the code or run it, and have no token; those that take the API have one, and
/// read what the others left as data. All share the Request of intake, whose mission is develop.

/// Takes the feature apart; the agent that the input refine names betters the plan. Leaves
/// plan.json; outputs `matrix`, one entry per job.
base::Result<app::ActionReport> plan_stage(const app::ActionContext& context,
                                           const model::EventSink& events, std::stop_token stop);

/// Tells what is planned in the one comment of the feature; where the input is the folder of all
/// artifacts, what the jobs of the parts came to.
base::Result<app::ActionReport> progress_stage(const app::ActionContext& context,
                                               forge::GitHubApi& api);

/// Builds the entry that the input part names. Leaves mission.json and every attempt.
base::Result<app::ActionReport> execute_stage(const app::ActionContext& context,
                                              const model::EventSink& events, std::stop_token stop);

/// Takes the best try at each part, merges them, does what joins them, checks the whole. Leaves
/// mission.json.
base::Result<app::ActionReport> integrate_stage(const app::ActionContext& context,
                                                const model::EventSink& events,
                                                std::stop_token stop);

/// Judges the whole again as data, opens the pull request, and reports in the one comment.
base::Result<app::ActionReport> collect_stage(const app::ActionContext& context,
                                              forge::GitHubApi& api);

/// Removes the artifacts that the jobs only handed to each other.
base::Result<app::ActionReport> cleanup_stage(const app::ActionContext& context,
                                              forge::GitHubApi& api);

}  // namespace mendel::develop
