#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "forge/github_api.hpp"

namespace mendel::forge {

/// The smaller calls around workflow runs and comments, one each.

/// Starts a workflow on a branch
/// (https://docs.github.com/en/rest/actions/workflows#create-a-workflow-dispatch-event). An error
/// of kind permanent where the workflow has no workflow_dispatch trigger or the token may not.
/// @param path ".github/workflows/ci.yml"
/// @param inputs of its workflow_dispatch
base::Status dispatch_workflow(GitHubApi& api, const std::string& path, const std::string& branch,
                               const std::map<std::string, std::string>& inputs = {});

/// What mendel says to a comment: seen, done, refused.
enum class Reaction { eyes, rocket, confused };
base::Status react(GitHubApi& api, std::int64_t comment, Reaction reaction);

}  // namespace mendel::forge
