#pragma once

#include <string>

#include "base/result.hpp"
#include "model/patch.hpp"

namespace mendel::evaluate {

/// Patches over folders that foreign code may have written; links are never followed.

/// Writes the state after the change into a folder that is the tree itself: the file, the link, or
/// its absence.
base::Status write_change(const std::string& folder, const model::FileChange& change);

/// The state before the change, with `mode` for a file that was there.
model::FileChange reversed(const model::FileChange& change);

/// What leads from the tree with `expected` to the tree with `found`, both Patches against one
/// base.
model::Patch between(const model::Patch& expected, const model::Patch& found);

}  // namespace mendel::evaluate
