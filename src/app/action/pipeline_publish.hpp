#pragma once

#include "app/action/action_context.hpp"
#include "base/result.hpp"
#include "forge/github_api.hpp"

namespace mendel::app {

/// The stage publish: takes its targets from intake's Request alone, the patch from the heal job's
/// artifact as data; approves it, delivers it as far as the token may, and tells people. No code of
/// the repository is run. Errors are those that nobody could be told of otherwise.
base::Result<ActionReport> publish_stage(const ActionContext& context, forge::GitHubApi& api);

}  // namespace mendel::app
