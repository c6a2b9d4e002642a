#pragma once

#include <string>
#include <string_view>

#include "forge/forge.hpp"
#include "forge/github_api.hpp"
#include "forge/github_commits.hpp"

namespace mendel::forge {

/// What is known of a head branch, so that nothing has to be asked again.
struct KnownPull {
    std::int64_t number = 0;            ///< of the open pull request of the branch, 0: none
    std::optional<BranchTip> tip = {};  ///< of the branch, nothing: there is none
};

/// A repository on GitHub or a GitHub Enterprise Server, over REST
/// (https://docs.github.com/en/rest). Creations that broke off are looked up before they are tried
/// again, so that none is made twice.
class GitHubForge final : public Forge {
  public:
    /// The api must outlive the forge.
    explicit GitHubForge(GitHubApi& api);

    /// `draft.commit` must be on the forge already (github_commits.hpp). A branch that is there is
    /// moved only where its newest commit is mendel's own.
    base::Result<PullRequest> upsert_pull_request(const PullRequestDraft& draft) override;
    base::Result<PullRequest> upsert_pull_request(const PullRequestDraft& draft,
                                                  const KnownPull& known);
    base::Status close_pull_request(int number) override;
    base::Result<PullRequest> pull_request(int number) const override;
    base::Result<std::vector<PullRequest>> pull_requests(const Filter& filter = {}) const override;

    base::Result<Issue> create_issue(const IssueDraft& draft) override;
    base::Result<Issue> update_issue(int number, const IssueDraft& draft) override;
    base::Status close_issue(int number) override;
    /// Pull requests, which GitHub counts as issues, are left out.
    base::Result<std::vector<Issue>> issues(const Filter& filter = {}) const override;

    base::Result<Comment> comment(int number, const CommentDraft& draft) override;
    base::Result<std::vector<Comment>> comments(int number) const override;
    /// The same as comment, where it is known whether mendel's own is there.
    /// @param own its id, "" where there is none
    base::Result<Comment> comment(int number, const CommentDraft& draft, const std::string& own);

  private:
    base::Result<PullRequest> open_pull_request(const PullRequestDraft& draft);
    base::Result<PullRequest> create_pull_request(const PullRequestDraft& draft);
    base::Result<PullRequest> update_pull_request(int number, const PullRequestDraft& draft);
    base::Result<std::optional<Comment>> own_comment(int number, const std::string& marker) const;
    base::Status put_labels(int number, const std::vector<std::string>& labels);

    GitHubApi& m_api;
};

/// The names in a list of labels, as REST and GraphQL give it.
std::vector<std::string> label_names(const base::Json& list);

/// The line that stands first in every comment with a marker, to find it again.
std::string comment_marker(std::string_view marker);
/// The marker of a comment's text; empty where it has none.
std::string marker_of(std::string_view body);

}  // namespace mendel::forge
