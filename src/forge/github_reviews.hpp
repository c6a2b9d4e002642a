#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "forge/github_api.hpp"

namespace mendel::forge {

/// New text for lines of a pull request's head, which its author takes over with one click
/// (https://docs.github.com/en/rest/pulls/reviews).
struct Suggestion {
    std::string path;    ///< relative to the root
    int first_line = 0;  ///< 1-based line of the head
    int last_line = 0;   ///< the last line that it stands for
    std::string text;    ///< what those lines become; "" deletes them
};

/// A review of mendel's own on a pull request.
struct ReviewDraft {
    std::int64_t number = 0;  ///< the pull request
    std::string commit;       ///< its head
    std::string marker;       ///< a review of mendel's that carries it is not made twice
    std::string body;         ///< Markdown
    std::vector<Suggestion> suggestions;
};

/// Posts a review that comments. GitHub takes suggestions only on lines that the pull request shows
/// as changed or beside a change: an error of kind permanent where one stands elsewhere.
base::Status post_review(GitHubApi& api, const ReviewDraft& draft);

}  // namespace mendel::forge
