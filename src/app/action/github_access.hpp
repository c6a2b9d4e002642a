#pragma once

#include <stop_token>

#include "app/action/action_context.hpp"
#include "base/result.hpp"
#include "forge/github_api.hpp"

namespace mendel::app {

/// The forge as the job may reach it: with the job's token, or with that of the App whose id and
/// key the inputs give (two calls). Sets context.token and context.self to those of the App.
base::Result<forge::GitHubAccess> github_access(ActionContext& context, std::stop_token stop);

}  // namespace mendel::app
