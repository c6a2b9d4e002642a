#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "forge/github_api.hpp"

namespace mendel::forge {

/// A text that mendel keeps in the repository under a name: state.json in the tree of
/// refs/mendel/<name>, or of the branch mendel/<name> where the forge takes no such ref.
struct StateText {
    std::string reference = {};  ///< "refs/mendel/state"; empty: there is none yet
    std::string commit = {};     ///< that it points to
    std::string text = {};
    std::string repository_node = {};  ///< GraphQL's name of the repository, where it is known
};

/// What mendel remembers of the repository.
inline constexpr const char* k_state_name = "state";

/// Two calls, also where there is no such text yet.
base::Result<StateText> load_state(GitHubApi& api, const std::string& name = k_state_name);

/// Writes the text on top of what was loaded, never by force: three calls. False where somebody
/// else was faster: load again and decide anew.
base::Result<bool> store_state(GitHubApi& api, const StateText& loaded, const std::string& text,
                               const std::string& name = k_state_name);

struct Stored {
    bool done = false;  ///< false as of store_state
    bool seen = false;  ///< the comment has its reaction
};

/// As store_state of k_state_name, and puts the reaction eyes on a comment in the call that moves
/// the ref, which is one more where GitHub takes no such call.
/// @param comment_node GraphQL's name of the comment; empty: none
base::Result<Stored> store_state_seen(GitHubApi& api, const StateText& loaded,
                                      const std::string& text, const std::string& comment_node);

/// Takes the text away; that it is gone already is no error. One call.
base::Status remove_state(GitHubApi& api, const StateText& loaded);

}  // namespace mendel::forge
