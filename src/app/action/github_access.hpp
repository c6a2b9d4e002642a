#pragma once

#include <stop_token>

#include "app/action/action_context.hpp"
#include "forge/github_api.hpp"

namespace mendel::app {

/// The real ports for GitHub's API as the runner names it, with the action's token.
forge::GitHubAccess github_access(const ActionContext& context, std::stop_token stop);

}  // namespace mendel::app
