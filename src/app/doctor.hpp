#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/session.hpp"
#include "base/result.hpp"
#include "forge/github_api.hpp"

namespace mendel::app {

/// In the order in which docs/troubleshooting.md goes through them.
enum class Topic { token, permissions, settings, tools, templates };
enum class Health { good, unknown, bad };
std::string_view name_of(Topic topic);
std::string_view name_of(Health health);

/// One thing that was looked at, and its mend where it is not as it should be.
struct Finding {
    Topic topic;
    Health health;
    std::string what;
    std::string mend = {};
};

/// "owner/name" of the remote origin; empty where it is on no forge. Credentials in the URL are
/// left out.
std::string repository_of_remote(const std::string& url);

/// Looks at what mendel needs on the forge (with an api) and here. Nothing is changed.
/// @param api nothing: there is no token, so the forge is not asked
std::vector<Finding> examine(const Session& session, std::optional<forge::GitHubApi>& api);

}  // namespace mendel::app
