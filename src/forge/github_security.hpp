#pragma once

#include <string>

#include "base/result.hpp"
#include "forge/github_api.hpp"

namespace mendel::forge {

/// Hands a SARIF document to code scanning
/// (https://docs.github.com/en/rest/code-scanning/code-scanning#upload-an-analysis-as-sarif-data).
/// An error of kind permanent where code scanning is off or the token may not.
/// @param reference "refs/heads/main"
base::Status upload_sarif(GitHubApi& api, const std::string& commit, const std::string& reference,
                          const std::string& sarif);

/// A draft of a security advisory, which only the repository's administrators and security managers
/// see (https://docs.github.com/en/rest/security-advisories/repository-advisories).
struct AdvisoryDraft {
    std::string marker;  ///< the summary begins with it; one that is there is not made twice
    std::string summary;
    std::string description;
};

base::Status put_advisory(GitHubApi& api, const AdvisoryDraft& draft);

}  // namespace mendel::forge
