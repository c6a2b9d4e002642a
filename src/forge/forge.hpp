#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace mendel::forge {

/// Where the repository is hosted. Example, on the embedded local forge:
///
///     forge::LocalForge forge(repository);
///     auto opened = forge.upsert_pull_request({.base_branch = "main",
///                                              .head_branch = "mendel/heal/main-0123456789ab",
///                                              .commit = commit,
///                                              .title = "Remove an unused import",
///                                              .body = receipt_text});

/// A pull request to have. One head branch has at most one open pull request: it is the key by
/// which a second call updates the first one's instead of opening another.
struct PullRequestDraft {
    std::string base_branch;  ///< short name, as "main"
    std::string head_branch;  ///< short name; made, or moved to `commit`
    std::string commit;       ///< full hash, present in the repository
    std::string title;        ///< one line
    std::string body = {};    ///< Markdown
    std::vector<std::string> labels = {};
    bool draft = true;
    std::string fingerprint = {};  ///< of the problem that it solves; may be empty
};

struct PullRequest {
    int number = 0;
    std::string url = {};  ///< empty where the forge has none
    std::string base_branch = {};
    std::string head_branch = {};
    std::string commit = {};
    std::string title = {};
    std::string body = {};
    std::vector<std::string> labels = {};
    bool draft = false;
    bool open = true;
    bool merged = false;  ///< closed because its base has its commit
    std::string fingerprint = {};
    std::string author = {};
    std::string created = {};  ///< RFC 3339, UTC
    std::string updated = {};  ///< RFC 3339, UTC
};

/// Which items to list.
struct Filter {
    bool closed_too = false;
    std::string head_branch = {};  ///< pull requests of this branch alone; empty: of all
    std::string label = {};        ///< items that carry it; empty: all
};

struct IssueDraft {
    std::string title;
    std::string body = {};
    std::vector<std::string> labels = {};
};

struct Issue {
    int number = 0;
    std::string url = {};
    std::string title = {};
    std::string body = {};
    std::vector<std::string> labels = {};
    bool open = true;
    std::string author = {};
    std::string created = {};
    std::string updated = {};
};

struct Comment {
    std::string id = {};
    std::string author = {};
    std::string body = {};
    std::string marker = {};
    std::string created = {};
    std::string updated = {};
};

/// A comment to have. With a marker, the comment of mendel's own that carries it is replaced, so
/// that there is always one; without, each call adds one.
struct CommentDraft {
    std::string body;
    std::string marker = {};
};

/// Pull requests and issues share one sequence of numbers. Errors of every function: user where
/// there is no such item, refused where a person's work would be overwritten, transient where
/// trying again may help, permanent where the forge said no.
class Forge {
  public:
    virtual ~Forge() = default;

    /// Points the head branch at the commit and opens or updates its pull request. Refused where
    /// the branch holds commits that this forge did not put there.
    virtual base::Result<PullRequest> upsert_pull_request(const PullRequestDraft& draft) = 0;
    /// Closes without merging; a closed one stays closed. The head branch stays.
    virtual base::Status close_pull_request(int number) = 0;
    virtual base::Result<PullRequest> pull_request(int number) const = 0;
    /// By number, newest last.
    virtual base::Result<std::vector<PullRequest>> pull_requests(
        const Filter& filter = {}) const = 0;

    virtual base::Result<Issue> create_issue(const IssueDraft& draft) = 0;
    /// Replaces title, body and labels.
    virtual base::Result<Issue> update_issue(int number, const IssueDraft& draft) = 0;
    virtual base::Status close_issue(int number) = 0;
    virtual base::Result<std::vector<Issue>> issues(const Filter& filter = {}) const = 0;

    /// Comments on an issue or pull request.
    virtual base::Result<Comment> comment(int number, const CommentDraft& draft) = 0;
    /// In the order in which they were made.
    virtual base::Result<std::vector<Comment>> comments(int number) const = 0;
};

/// The open pull request of a head branch, nothing where there is none.
base::Result<std::optional<PullRequest>> find_pull_request(const Forge& forge,
                                                           const std::string& head_branch);

}  // namespace mendel::forge
