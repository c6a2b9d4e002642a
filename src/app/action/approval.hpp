#pragma once

#include <vector>

#include "app/action/heal_artifact.hpp"
#include "base/result.hpp"
#include "config/config.hpp"
#include "forge/github_commits.hpp"
#include "model/request.hpp"
#include "model/verdict.hpp"

namespace mendel::app {

/// What a patch from a heal job must pass before it is published (SAFETY "publish"): the proof is
/// about this patch and about the commit of the Request, each file at the base is byte for byte
/// what the patch says it was (its blob hash stands in the tree), and the gates hold on the result.
/// No refusal: it may be published.
struct ApprovalInput {
    const HealArtifact& artifact;
    const model::Request& request;
    const forge::RemoteTree& tree;  ///< of the request's head commit
    const config::Config& config;   ///< of the default branch
};
std::vector<model::Refusal> refusals_of(const ApprovalInput& input);

/// The part of it that needs no proof: the files at the base are what the patch says, and the gates
/// hold.
std::vector<model::Refusal> tree_refusals(const model::Patch& patch, const forge::RemoteTree& tree,
                                          const config::Config& config);

/// The patch with the modes that its files have in the tree.
model::Patch with_modes_of(const forge::RemoteTree& tree, model::Patch patch);

}  // namespace mendel::app
