#pragma once

#include "base/result.hpp"
#include "config/config.hpp"
#include "forge/github_api.hpp"

namespace mendel::app {

/// .github/mendel.yml of the default branch, the only one that counts on a forge; the defaults
/// where there is none. One call.
base::Result<config::Config> remote_config(forge::GitHubApi& api);

}  // namespace mendel::app
