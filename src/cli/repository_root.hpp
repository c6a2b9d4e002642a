#pragma once

#include <string>

#include "base/result.hpp"
#include "cli/command.hpp"

namespace mendel::cli {

/// The nearest folder at or above --repo that holds .git; --repo itself where there is none: logs
/// and configuration files can be read outside of a repository.
base::Result<std::string> repository_root(const GlobalOptions& global);

}  // namespace mendel::cli
