#include "app/remote_config.hpp"

#include <nlohmann/json.hpp>

#include "base/crypto.hpp"
#include "base/json.hpp"

namespace mendel::app {

namespace {

constexpr const char* k_file = ".github/mendel.yml";

}  // namespace

base::Result<config::Config> remote_config(forge::GitHubApi& api) {
    const auto reply = api.send({.path = std::string("/repos/{}/contents/") + k_file});
    if (!reply)
        return base::fail(reply.error());
    if (reply->status == 404)
        return config::parse_config("version: 1\n", k_file);
    const auto file = forge::json_of(*reply, {200});
    if (!file)
        return base::fail(file.error());
    const auto text = base::from_base64(base::text_at(*file, "content"));
    return text ? config::parse_config(*text, k_file) : base::fail(text.error());
}

}  // namespace mendel::app
