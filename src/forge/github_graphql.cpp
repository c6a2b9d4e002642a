#include "forge/github_graphql.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace mendel::forge {

namespace {

using base::Json;

std::string words_of(const Json& reply) {
    const auto& errors = base::value_at(reply, "errors");
    return errors.is_array() && !errors.empty()
               ? base::ellipsize(base::text_at(errors.front(), "message"), 300)
               : std::string("no data");
}

base::Result<Json> reply_to(GitHubApi& api, const std::string& document, const Json& variables) {
    return api.send_json("POST", api.access().graphql_url,
                         {{"query", document}, {"variables", variables}});
}

/// The `data` of an answer in which `member` is an object.
base::Result<Json> data_of(const GitHubApi& api, const base::Result<Json>& reply,
                           const std::string& member) {
    if (!reply)
        return base::fail(reply.error());
    const auto& data = base::value_at(*reply, "data");
    if (!base::value_at(data, member).is_object())
        return base::fail(
            base::ErrorKind::permanent,
            fmt::format("GitHub said no: {}. Check the token's permissions.", words_of(*reply)),
            api.access().graphql_url);
    return data;
}

}  // namespace

base::Result<Json> graphql(GitHubApi& api, const std::string& query, const Json& variables) {
    return graphql_data(api, graphql_answer(api, query, variables));
}

base::Result<Json> graphql_data(const GitHubApi& api, const base::Result<Json>& answer) {
    return data_of(api, answer, "repository");
}

base::Result<Json> graphql_answer(GitHubApi& api, const std::string& query, const Json& variables) {
    const auto& repository = api.repository();
    auto all = variables;
    all["owner"] = repository.substr(0, repository.find('/'));
    all["name"] = repository.substr(repository.find('/') + 1);
    return reply_to(api, query, all);
}

base::Result<Json> mutate_all(GitHubApi& api, const std::string& mutations, const Json& variables) {
    const auto reply = reply_to(api, mutations, variables);
    return reply ? base::Result<Json>(base::value_at(*reply, "data")) : base::fail(reply.error());
}

base::Result<Json> mutate(GitHubApi& api, const std::string& mutation, const std::string& member,
                          const Json& input) {
    const auto data = data_of(api, reply_to(api, mutation, {{"input", input}}), member);
    return data ? base::Result<Json>(base::value_at(*data, member)) : base::fail(data.error());
}

std::string login_of(const Json& author) {
    const auto login = base::text_at(author, "login");
    const bool is_bot = base::text_at(author, "__typename") == "Bot";
    return is_bot && !base::contains(login, "[bot]") ? login + "[bot]" : login;
}

}  // namespace mendel::forge
