#pragma once

#include "app/action/action_context.hpp"
#include "base/result.hpp"
#include "forge/github_api.hpp"
#include "intake/decide.hpp"

namespace mendel::app {

/// What intake says for itself: each is told in the job summary, and where a person asked, there.

ActionReport ignored_report(const intake::Ignore& ignored, const forge::GitHubApi& api);

base::Result<ActionReport> refused_report(const intake::Refuse& refused,
                                          const ActionContext& context, forge::GitHubApi& api);

/// Carries out help, status, stop or resume.
base::Result<ActionReport> answered(const intake::Act& asked, const ActionContext& context,
                                    forge::GitHubApi& api);

/// Closes what mendel has open for a branch that is green again.
base::Result<ActionReport> clean_up(const model::Request& request, forge::GitHubApi& api);

ActionReport accepted_report(const model::Request& request, const forge::GitHubApi& api);

}  // namespace mendel::app
