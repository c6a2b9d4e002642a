#pragma once

#include <string>

#include "git/repository.hpp"
#include "model/patch.hpp"
#include "model/round.hpp"

namespace mendel::app {

/// The tree of a base commit with a patch applied, read from git objects: nothing that foreign
/// code wrote is followed. The repository must outlive it.
model::TreeView tree_view(const git::Repository& repository, const std::string& base,
                          const model::Patch& so_far, const std::string& root);

}  // namespace mendel::app
