#pragma once

#include <functional>
#include <string>

#include "app/action/action_context.hpp"
#include "base/result.hpp"
#include "config/config.hpp"
#include "forge/github_api.hpp"
#include "forge/github_overview.hpp"
#include "model/patch.hpp"
#include "model/request.hpp"

namespace mendel::app {

/// What the forge knows of a Request's target, and the configuration of the default branch.
struct Aim {
    forge::Target target;
    config::Config config;
};

/// The branch that a change would be on, below a prefix; "" where none is published.
using BranchFor = std::function<std::string(const std::string& prefix)>;

/// Asks the forge for the target of a patch: one call, two where the configuration names another
/// branch prefix than the workflow does.
base::Result<Aim> aim_at(const ActionContext& context, const model::Request& request,
                         const model::Patch& patch, const BranchFor& branch_for,
                         forge::GitHubApi& api);

}  // namespace mendel::app
