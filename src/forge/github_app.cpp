#include "forge/github_app.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/crypto.hpp"

namespace mendel::forge {

namespace {

using base::Json;
using base::Result;

constexpr std::chrono::seconds k_clock_drift{60};
constexpr std::chrono::minutes k_life{9};  // GitHub takes ten at most

/// A JSON Web Token (RFC 7519) that says who the App is.
Result<std::string> web_token(const AppKey& app, std::chrono::system_clock::time_point now) {
    const auto seconds = [](auto time) {
        return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
    };
    const Json header = {{"alg", "RS256"}, {"typ", "JWT"}};
    const Json claims = {
        {"iat", seconds(now - k_clock_drift)}, {"exp", seconds(now + k_life)}, {"iss", app.id}};
    const auto text =
        base::base64_url(base::to_line(header)) + "." + base::base64_url(base::to_line(claims));
    const auto signature = base::sign_rs256(app.private_key, text);
    return signature ? Result<std::string>(text + "." + base::base64_url(*signature))
                     : base::fail(signature.error());
}

}  // namespace

Result<Installation> installation_of(const AppKey& app, GitHubAccess access) {
    const auto signed_token = web_token(app, access.clock.now());
    if (!signed_token)
        return base::fail(signed_token.error());
    access.token = [token = *signed_token] { return Result<std::string>(token); };
    GitHubApi api(std::move(access));
    const auto found = api.get("/repos/{}/installation");
    if (!found)
        return base::fail(found.error());
    const auto& repository = api.repository();
    const auto made = api.send_json(
        "POST", fmt::format("/app/installations/{}/access_tokens", base::number_at(*found, "id")),
        {{"repositories", {repository.substr(repository.find('/') + 1)}}});
    if (!made)
        return base::fail(made.error());
    return Installation{.token = base::text_at(*made, "token"),
                        .login = base::text_at(*found, "app_slug") + "[bot]"};
}

}  // namespace mendel::forge
