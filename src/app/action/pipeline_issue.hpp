#pragma once

#include "app/action/action_context.hpp"
#include "app/action/heal_artifact.hpp"
#include "base/result.hpp"
#include "forge/github_api.hpp"
#include "model/request.hpp"

namespace mendel::app {

/// Keeps the one issue of a failure: opened, or updated where it is open; then starts the healing
/// where nobody has yet. A security finding is never told there: it goes to code scanning, else
/// into a draft advisory, else it is only counted.
base::Result<ActionReport> issue_stage(const ActionContext& context, const model::Request& request,
                                       const HealArtifact& artifact, forge::GitHubApi& api);

}  // namespace mendel::app
