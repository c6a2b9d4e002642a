#pragma once

#include <optional>
#include <string>

#include "app/session.hpp"
#include "base/result.hpp"
#include "model/outcome.hpp"

namespace mendel::app {

/// What becomes of an accepted patch beside being kept in the run folder.
struct Delivery {
    bool apply = false;                      ///< to the user's files
    std::optional<std::string> branch = {};  ///< a commit on this new branch
    bool pull_request = false;               ///< a pull request on the local forge
};

/// What was delivered, for the person.
struct Delivered {
    bool applied = false;
    std::string branch = {};
    std::string commit = {};
    int pull_request = 0;
    bool updated = false;  ///< the pull request was there already
    /// What makes it wait for `mendel approve` instead; empty: it was delivered, if asked.
    std::vector<model::Refusal> risks = {};
    std::string approve = {};  ///< the commit to approve it for
    std::string expires = {};  ///< RFC 3339; too late after that
};

/// Delivers a fixed Outcome; what the configuration marks risky is kept to wait instead
/// (waiting_patch.hpp). Errors: the files changed meanwhile (refused), the branch exists
/// (user), HEAD is detached and a pull request needs a base branch (user).
base::Result<Delivered> deliver(const Session& session, const model::Outcome& outcome,
                                const Delivery& delivery);

/// The same without regard to risks, for what a person approved.
base::Result<Delivered> deliver_approved(const Session& session, const model::Outcome& outcome,
                                         const Delivery& delivery);

}  // namespace mendel::app
