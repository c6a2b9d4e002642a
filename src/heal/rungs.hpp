#pragma once

#include <string>
#include <vector>

#include "config/config.hpp"
#include "model/round.hpp"

namespace mendel::heal {

// One file of rungs/ each.
model::Rung syntax_rung();        ///< brackets, colons, commas, quotes at the place of the error
model::Rung format_rung();        ///< inverts a failing formatter check
model::Rung lint_rung();          ///< the linter's own fixes, and small edits of ours
model::Rung imports_rung();       ///< missing, misspelt and unused imports and includes
model::Rung dependencies_rung();  ///< requirements, package.json, lock files, go.mod, Cargo.lock

/// The deterministic rungs in ladder order.
std::vector<model::Rung> rungs(const config::Config& config);

}  // namespace mendel::heal
