#pragma once

#include <string>

#include "base/result.hpp"
#include "forge/github_api.hpp"

namespace mendel::forge {

/// A GitHub App as which mendel may act instead of under the job's token.
struct AppKey {
    std::string id;           ///< the App's id or client id
    std::string private_key;  ///< RSA, PEM
};

/// What an App is in one repository.
struct Installation {
    std::string token;  ///< good for an hour, for this repository alone
    std::string login;  ///< "slug[bot]", under which it acts
};

/// Trades the App's key for a token of its installation in the repository
/// (https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app): two
/// calls. Errors: a key that is none (user), an App that is not installed there (permanent).
/// @param access the ports to use; its token is not asked for
base::Result<Installation> installation_of(const AppKey& app, GitHubAccess access);

}  // namespace mendel::forge
