#include "app/action/github_access.hpp"

#include "sys/clock.hpp"
#include "sys/pool.hpp"

namespace mendel::app {

forge::GitHubAccess github_access(const ActionContext& context, std::stop_token stop) {
    return {.api_url = context.api_url,
            .graphql_url = context.graphql_url,
            .repository = context.repository,
            .token = [token = context.token]() -> base::Result<std::string> {
                if (token.empty())
                    return base::fail(base::ErrorKind::user,
                                      "There is no token. Leave the input github-token as it is, "
                                      "or give one.");
                return token;
            },
            .http = sys::http_client(std::move(stop)),
            .clock = sys::system_clock(),
            .pause = sys::pause_for,
            .chance = sys::random_fraction};
}

}  // namespace mendel::app
