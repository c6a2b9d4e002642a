#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/action/action_context.hpp"
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
    const model::Patch& patch;
    const model::Request& request;
    const forge::Target& target;
    publish::PullRequestText text = {};
    std::string message = {};  ///< what the change is, one line, may be foreign
    std::string diff = {};     ///< the patch as text, for where it is shown
    std::string check = {};    ///< the command that proves it; foreign
    std::string server_url = {};
    std::vector<std::string> labels = {"mendel"};
    bool draft = true;
    Means best = Means::pull_request;  ///< nothing better is tried; a fork never gets a branch
};

/// "mendel" and those of the input labels.
std::vector<std::string> labels_of(const ActionContext& context);

/// Why nothing is published any more: the head has moved, or a person set the label mendel:stop;
/// nothing where it may be.
std::optional<publish::Conclusion> refused_now(const model::Request& request,
                                               const forge::Target& target);

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
