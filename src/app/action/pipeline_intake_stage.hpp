#pragma once

#include "app/action/action_context.hpp"
#include "base/result.hpp"
#include "forge/github_api.hpp"

namespace mendel::app {

/// The stage intake: reads the event, gathers the facts that the decision asks for, and refuses,
/// answers, or records the attempt and hands on a Request with the log. An event that asks nothing
/// costs no call. Errors: facts that could not be had (transient), a payload that is none (user).
base::Result<ActionReport> intake_stage(const ActionContext& context, forge::GitHubApi& api);

}  // namespace mendel::app
