#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "forge/github_api.hpp"

namespace mendel::forge {

/// A remark on a line of the commit.
struct CheckAnnotation {
    std::string path;
    int line = 0;  ///< 1-based
    std::string title;
    std::string message;
};

/// A check run that mendel shows beside the others of a commit; it never turns the commit red.
struct CheckRunDraft {
    std::string commit;
    std::string title;
    std::string summary;                            ///< Markdown
    std::vector<CheckAnnotation> annotations = {};  ///< the first fifty are shown
};

/// Makes mendel's check run of the commit, or updates the one that is there
/// (https://docs.github.com/en/rest/checks/runs). Takes the permission checks: write.
base::Status put_check_run(GitHubApi& api, const CheckRunDraft& draft);

}  // namespace mendel::forge
