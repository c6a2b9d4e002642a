#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace mendel::git {

/// Initialises libgit2 once per process; every function that makes a first handle calls it.
void ensure_library();

/// The error of a libgit2 call that returned `code`, with libgit2's own words. `action` reads
/// "Cannot <action>". Kind user where a name was wrong, transient where a lock or a concurrent
/// change was in the way, permanent otherwise.
tl::unexpected<base::Error> git_failure(int code, std::string_view action, std::string where = {});

}  // namespace mendel::git
