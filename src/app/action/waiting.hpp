#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/action/heal_artifact.hpp"
#include "base/result.hpp"
#include "forge/github_api.hpp"
#include "forge/github_state.hpp"
#include "intake/facts.hpp"
#include "model/verdict.hpp"

namespace mendel::app {

/// A proven patch that waits on the forge: "mendel.waiting/1" (schemas/waiting.schema.json), as
/// the text waiting/<commit> (github_state.hpp). What it says is data, checked again when it is
/// published.
struct WaitingFix {
    intake::Waiting facts;
    std::vector<model::Refusal> reasons = {};
    std::map<std::string, std::string> files = {};  ///< of the heal job's artifact
    forge::StateText kept = {};                     ///< where it was found
};

/// What waits for this commit; nothing where nothing does. Two calls.
base::Result<std::optional<WaitingFix>> load_waiting(forge::GitHubApi& api,
                                                     const std::string& commit);

/// Keeps the fix. One that waits for the same commit and has not expired stays as it is, so that
/// nobody approves another patch than the one they saw; the answer is what waits in the end.
/// Five calls at most. A fix that is too large to be kept is an error of kind refused.
base::Result<WaitingFix> let_wait(forge::GitHubApi& api, const WaitingFix& fix);

/// The SHA-256 by which a patch is known: of its unified diff.
std::string patch_hash(const HealArtifact& artifact);

}  // namespace mendel::app
