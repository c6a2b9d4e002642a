#pragma once

#include <string>
#include <vector>

#include "app/deliver.hpp"
#include "app/session.hpp"
#include "base/result.hpp"
#include "model/outcome.hpp"
#include "model/verdict.hpp"

namespace mendel::app {

/// A proven patch of this repository that waits for `mendel approve`: one for each commit of HEAD,
/// the newest, in the state folder ("mendel.waiting_patch/1", schemas/waiting_patch.schema.json).
struct WaitingPatch {
    std::string head_commit;   ///< HEAD when it was proven; the approval names it
    std::string patch_sha256;  ///< of its unified diff
    std::string created;       ///< RFC 3339
    std::string expires;       ///< RFC 3339
    std::vector<model::Refusal> reasons = {};
    Delivery delivery = {};  ///< what was asked
    std::string run_directory = {};
};

/// Keeps a fixed Outcome to wait. An error of kind refused where HEAD has no commit.
base::Result<WaitingPatch> keep_waiting(const Session& session, const model::Outcome& outcome,
                                        const Delivery& delivery,
                                        std::vector<model::Refusal> reasons);

/// All that wait and whose time is not over, newest first.
base::Result<std::vector<WaitingPatch>> waiting_patches(const Session& session);

/// Delivers what waits for this commit as it was asked, says so in the audit chain, and takes it
/// off. Errors: nothing waits (user); the time is over, HEAD has moved, the patch is not the one
/// that was kept, or a gate refuses it (refused).
base::Result<Delivered> approve(const Session& session, const std::string& commit);

}  // namespace mendel::app
