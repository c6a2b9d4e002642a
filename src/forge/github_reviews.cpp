#include "forge/github_reviews.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/markdown.hpp"
#include "forge/forge_github.hpp"

namespace mendel::forge {

namespace {

using base::Json;

Json comment_of(const Suggestion& suggestion) {
    const auto fence = base::code_fence(suggestion.text);
    const bool is_open = !suggestion.text.empty() && suggestion.text.back() != '\n';
    Json comment = {{"path", suggestion.path},
                    {"line", suggestion.last_line},
                    {"side", "RIGHT"},
                    {"body", fmt::format("{}suggestion\n{}{}{}", fence, suggestion.text,
                                         is_open ? "\n" : "", fence)}};
    if (suggestion.first_line != suggestion.last_line) {
        comment["start_line"] = suggestion.first_line;
        comment["start_side"] = "RIGHT";
    }
    return comment;
}

bool is_there(const std::vector<Json>& reviews, const std::string& marker) {
    return std::any_of(reviews.begin(), reviews.end(), [&](const Json& review) {
        return base::text_at(review, "user.type") == "Bot" &&
               marker_of(base::text_at(review, "body")) == marker;
    });
}

}  // namespace

base::Status post_review(GitHubApi& api, const ReviewDraft& draft) {
    const auto path = fmt::format("/repos/{{}}/pulls/{}/reviews", draft.number);
    const auto reviews = api.get_all(path);
    if (!reviews)
        return base::fail(reviews.error());
    if (is_there(*reviews, draft.marker))
        return {};
    Json comments = Json::array();
    for (const auto& suggestion : draft.suggestions)
        comments.push_back(comment_of(suggestion));
    const auto made = api.send_json("POST", path,
                                    {{"commit_id", draft.commit},
                                     {"event", "COMMENT"},
                                     {"body", comment_marker(draft.marker) + "\n" + draft.body},
                                     {"comments", std::move(comments)}},
                                    Repeat::never);
    return made ? base::Status() : base::fail(made.error());
}

}  // namespace mendel::forge
