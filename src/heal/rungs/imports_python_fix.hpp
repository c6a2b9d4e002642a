#pragma once

#include "heal/rungs/imports_candidates.hpp"

namespace mendel::heal {

/// An import of a module that is not there: moved, renamed or misspelt.
Repairs python_module_repairs(const Workspace& workspace, const Problem& problem);

/// An import of a name that its module does not have: moved, renamed or misspelt.
Repairs python_export_repairs(const Workspace& workspace, const Problem& problem);

}  // namespace mendel::heal
