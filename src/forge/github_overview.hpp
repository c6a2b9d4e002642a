#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "forge/github_api.hpp"
#include "forge/github_commits.hpp"
#include "forge/github_state.hpp"

namespace mendel::forge {

/// An open pull request into the repository.
struct OpenPull {
    std::int64_t number = 0;
    std::string head_branch = {};
    std::string head_commit = {};
    std::string head_repository = {};  ///< "owner/name"; empty: deleted
    std::string base_branch = {};
    std::string merge_commit = {};  ///< what its runs test; may be empty
    std::string author = {};        ///< as REST has it: "name[bot]" for apps
    std::string author_type = {};   ///< "User", "Bot" ...
    std::vector<std::string> labels = {};
};

/// A job that did not end well.
struct FailedJob {
    std::int64_t id = 0;
    std::string name = {};
    std::string conclusion = {};  ///< as REST has it: "failure", "timed_out"
};

/// A workflow run of a pull request's head, in its newest attempt.
struct HeadRun {
    std::int64_t id = 0;
    std::string conclusion = {};  ///< as REST has it; empty while it goes on
    std::string event = {};
    std::string workflow_path = {};
    std::string head_branch = {};  ///< empty: of a fork
    std::string created = {};      ///< RFC 3339
    std::vector<FailedJob> failed_jobs = {};
};

struct OverviewQuestion {
    std::string config_file;  ///< path of the configuration in the default branch
    std::string branch = {};  ///< whose head is wanted; may be empty
    std::int64_t number = 0;  ///< a pull request that is wanted if it is open; 0: none
    bool with_runs = false;   ///< also the runs of that pull request's head
};

/// What nearly every decision about an event needs, in one call.
struct Overview {
    std::optional<std::string> config = {};  ///< text of the default branch's file, if there
    StateText state = {};
    std::vector<OpenPull> pulls = {};  ///< the newest hundred, and the one that was asked for
    /// The runs of the wanted head, all of them; nothing where they were not asked for or could not
    /// all be seen.
    std::optional<std::vector<HeadRun>> runs = {};
    std::string branch_head = {};  ///< of the branch asked for; empty: no such branch
};

/// One call, and one more where GitHub cannot answer for the runs.
base::Result<Overview> overview(GitHubApi& api, const OverviewQuestion& question);

/// What publishing needs to know of its target, in one call.
struct TargetQuestion {
    std::string config_file;
    std::string commit;                   ///< whose files are asked for
    std::vector<std::string> paths = {};  ///< files of it, foreign names
    std::string base_branch = {};         ///< that must not have moved; empty for a fork
    std::string own_branch = {};          ///< mendel's branch for the fix
    std::int64_t number = 0;              ///< the item to comment on, 0: none
};

struct OwnComment {
    std::int64_t id = 0;
    std::string marker = {};
};

struct Target {
    std::optional<std::string> config = {};
    std::string base_head = {};  ///< commit of base_branch; empty: gone
    std::string item_head = {};  ///< head commit where `number` is a pull request
    std::vector<std::string> item_labels = {};
    RemoteTree tree = {};  ///< the tree's hash, and those of the asked files that are there
    std::optional<BranchTip> own_tip = {};
    std::int64_t own_pull = 0;                  ///< the open pull request of own_branch; 0: none
    std::vector<OwnComment> own_comments = {};  ///< of bots, with a marker, of the newest hundred
};

base::Result<Target> target(GitHubApi& api, const TargetQuestion& question);

}  // namespace mendel::forge
