#pragma once

#include <string>

#include "base/result.hpp"
#include "forge/github_api.hpp"

namespace mendel::forge {

struct SarifDraft {
    std::string commit;
    std::string reference;  ///< "refs/heads/main"
    std::string category;   ///< as the document's automationDetails has it, without '/' at the end
    std::string sarif;
};

/// Hands a SARIF document to code scanning
/// (https://docs.github.com/en/rest/code-scanning/code-scanning#upload-an-analysis-as-sarif-data),
/// unless it has an analysis of mendel's for the same commit and category: two calls. An error of
/// kind permanent where code scanning is off or the token may not.
base::Status put_sarif(GitHubApi& api, const SarifDraft& draft);

/// A draft of a security advisory, which only the repository's administrators and security managers
/// see (https://docs.github.com/en/rest/security-advisories/repository-advisories).
struct AdvisoryDraft {
    std::string marker;  ///< the summary begins with it; one that is there is not made twice
    std::string summary;
    std::string description;
};

base::Status put_advisory(GitHubApi& api, const AdvisoryDraft& draft);

}  // namespace mendel::forge
