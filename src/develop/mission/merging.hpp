#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "git/merge.hpp"
#include "git/repository.hpp"
#include "model/patch.hpp"

namespace mendel::develop {

/// A winner's change and where it began.
struct Arrival {
    std::string base;            ///< commit from which the mission began
    model::Patch began_at = {};  ///< what had been accepted when the attempt began
    model::Patch change = {};    ///< on top of that
};

/// The accepted whole with a winner's change merged in, or the conflicts with both sides.
struct Merged {
    model::Patch so_far = {};
    std::vector<git::Conflict> conflicts = {};
};
base::Result<Merged> merged_in(const git::Repository& repository, const model::Patch& so_far,
                               const Arrival& arrival);

}  // namespace mendel::develop
