#pragma once

#include <string>
#include <string_view>

#include "forge/forge.hpp"
#include "git/repository.hpp"
#include "model/clock.hpp"
#include "sys/lock.hpp"

namespace mendel::forge {

/// A forge inside a plain repository: a pull request's branch is a real branch, the items are JSON
/// blobs below refs/mendel/forge/{pulls,issues,comments}/. Linked work trees share it. Writers in
/// several processes take turns by a lock in the git folder; each write is a compare-and-swap.
class LocalForge final : public Forge {
  public:
    /// The repository must outlive the forge.
    explicit LocalForge(const git::Repository& repository);
    LocalForge(const git::Repository& repository, model::Clock clock);

    base::Result<PullRequest> upsert_pull_request(const PullRequestDraft& draft) override;
    base::Status close_pull_request(int number) override;
    base::Result<PullRequest> pull_request(int number) const override;
    /// `merged` is found by asking whether the base branch has the commit.
    base::Result<std::vector<PullRequest>> pull_requests(const Filter& filter = {}) const override;

    base::Result<Issue> create_issue(const IssueDraft& draft) override;
    base::Result<Issue> update_issue(int number, const IssueDraft& draft) override;
    base::Status close_issue(int number) override;
    base::Result<std::vector<Issue>> issues(const Filter& filter = {}) const override;

    base::Result<Comment> comment(int number, const CommentDraft& draft) override;
    base::Result<std::vector<Comment>> comments(int number) const override;

  private:
    base::Result<sys::FileLock> lock() const;
    base::Result<int> next_number() const;
    base::Status store(const std::string& reference, std::string_view text) const;
    base::Result<std::string> load(const std::string& reference) const;
    base::Result<std::optional<PullRequest>> newest_of(const PullRequestDraft& draft) const;
    base::Status move_branch(const PullRequestDraft& draft, const std::string& known) const;
    base::Result<bool> is_merged(const PullRequest& request) const;
    base::Result<Issue> issue(int number) const;
    base::Status check_item(int number) const;
    std::string now() const;

    const git::Repository& m_repository;
    model::Clock m_clock;
};

}  // namespace mendel::forge
