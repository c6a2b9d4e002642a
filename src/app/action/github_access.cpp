#include "app/action/github_access.hpp"

#include "forge/github_app.hpp"
#include "sys/clock.hpp"
#include "sys/pool.hpp"

namespace mendel::app {

base::Result<forge::GitHubAccess> github_access(ActionContext& context, std::stop_token stop) {
    forge::GitHubAccess access{.api_url = context.api_url,
                               .graphql_url = context.graphql_url,
                               .repository = context.repository,
                               .http = sys::http_client(std::move(stop)),
                               .clock = sys::system_clock(),
                               .pause = sys::pause_for,
                               .chance = sys::random_fraction};
    if (!context.app_id.empty()) {
        const auto installation = forge::installation_of(
            {.id = context.app_id, .private_key = context.app_private_key}, access);
        if (!installation)
            return base::fail(installation.error());
        context.token = installation->token;
        context.self = installation->login;
    }
    access.token = [token = context.token]() -> base::Result<std::string> {
        if (token.empty())
            return base::fail(base::ErrorKind::user,
                              "There is no token. Leave the input github-token as it is, "
                              "or give one.");
        return token;
    };
    return access;
}

}  // namespace mendel::app
