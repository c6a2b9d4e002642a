#pragma once

#include "base/error.hpp"
#include "model/outcome.hpp"

namespace mendel::cli {

constexpr int k_done = 0;
constexpr int k_not_fixed = 1;
constexpr int k_usage = 2;

/// The one table of exit codes: user 2, refused 3, transient 4, permanent 5, bug 70.
int exit_code_of(base::ErrorKind kind);

/// 0 for fixed, published and nothing to do; 1 for everything that leaves the check red.
int exit_code_of(model::OutcomeKind kind);

}  // namespace mendel::cli
