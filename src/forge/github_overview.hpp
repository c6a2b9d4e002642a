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

/// What nearly every decision about an event needs, in one call.
struct Overview {
    std::optional<std::string> config = {};  ///< text of the default branch's file, if there
    StateText state = {};
    std::vector<OpenPull> pulls = {};  ///< the newest hundred
    std::string branch_head = {};      ///< of the branch asked for; empty: no such branch
};

/// @param config_file path of the configuration in the default branch
/// @param branch a branch whose head is wanted, may be empty
base::Result<Overview> overview(GitHubApi& api, const std::string& config_file,
                                const std::string& branch);

/// One pull request by its number, for those that the overview has no room for; nothing where it is
/// closed.
base::Result<std::optional<OpenPull>> open_pull(GitHubApi& api, std::int64_t number);

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
