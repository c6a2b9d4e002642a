#pragma once

#include <string>
#include <string_view>

#include "forge/forge.hpp"
#include "forge/github_api.hpp"

namespace mendel::forge {

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

  private:
    base::Result<PullRequest> open_pull_request(const PullRequestDraft& draft);
    base::Result<PullRequest> update_pull_request(int number, const PullRequestDraft& draft);
    base::Status put_labels(int number, const std::vector<std::string>& labels);

    GitHubApi& m_api;
};

/// The line that stands first in every comment with a marker, to find it again.
std::string comment_marker(std::string_view marker);

}  // namespace mendel::forge
