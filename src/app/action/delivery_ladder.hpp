#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/action/approval.hpp"
#include "base/result.hpp"
#include "forge/github_api.hpp"
#include "forge/github_overview.hpp"
#include "publish/conclusion_text.hpp"
#include "publish/pull_request_text.hpp"

namespace mendel::app {

/// How a fix reaches people, best first.
enum class Means { pull_request, branch, suggestions, patch };

/// "pull-request" (or ""), "branch", "suggestions" or "patch", as the input deliver has it.
std::optional<Means> means_named(std::string_view name);

/// What is delivered, and how.
struct Parcel {
    const HealArtifact& artifact;
    const model::Request& request;
    const forge::Target& target;
    publish::PullRequestText text = {};
    std::string server_url = {};
    std::vector<std::string> labels = {"mendel"};
    bool draft = true;
    Means best = Means::pull_request;  ///< nothing better is tried; a fork never gets a branch
};

/// What the pull request of a fix says, and the branch that it is on.
/// @param notes sentences of ours below the proof
publish::PullRequestText fix_text(const HealArtifact& artifact, const model::Request& request,
                                  const std::string& branch_prefix,
                                  const std::vector<std::string>& notes);

/// Delivers a fix by the best means that the token and the repository's settings allow, found by
/// trying: pull request, branch with a link to open one, suggestions on the pull request that
/// failed, the patch itself for the comment and the summary. The conclusion says which it was and
/// why not a better one. Errors: the forge failed for now (transient), or the branch holds a
/// person's work (refused).
base::Result<publish::Conclusion> deliver_remotely(const Parcel& parcel, forge::GitHubApi& api);

}  // namespace mendel::app
