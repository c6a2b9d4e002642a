#pragma once

#include <string>

#include "base/json.hpp"
#include "base/result.hpp"
#include "forge/github_api.hpp"

namespace mendel::forge {

/// Sends a query to GitHub's GraphQL API (https://docs.github.com/en/graphql) and gives its `data`.
/// Foreign text goes into variables only. Things that are not there are null in the data. An
/// answer without data is an error of kind permanent, in GitHub's words.
base::Result<base::Json> graphql(GitHubApi& api, const std::string& query,
                                 const base::Json& variables);

/// The same with the whole answer, `data` and `errors`: what the token may not see is null there
/// and told here. Errors: those of the way alone.
base::Result<base::Json> graphql_answer(GitHubApi& api, const std::string& query,
                                        const base::Json& variables);

/// The `data` of such an answer. Errors as of graphql.
base::Result<base::Json> graphql_data(const GitHubApi& api, const base::Result<base::Json>& answer);

/// Sends several mutations in one document and gives their `data`: null under the name of each that
/// GitHub refused. Errors: those of the way alone.
base::Result<base::Json> mutate_all(GitHubApi& api, const std::string& mutations,
                                    const base::Json& variables);

/// Sends a mutation and gives what its one member answers. Errors as of graphql.
/// @param member the name of the mutation's field
base::Result<base::Json> mutate(GitHubApi& api, const std::string& mutation,
                                const std::string& member, const base::Json& input);

/// The login that REST gives an author: apps lack their "[bot]" in GraphQL.
std::string login_of(const base::Json& author);

}  // namespace mendel::forge
