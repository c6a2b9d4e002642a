#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "forge/github_api.hpp"

namespace mendel::forge {

/// A text that mendel keeps in the repository: state.json in the tree of refs/mendel/state, or of
/// the branch mendel/state where the forge takes no such ref.
struct StateText {
    std::string reference = {};  ///< "refs/mendel/state"; empty: there is none yet
    std::string commit = {};     ///< that it points to
    std::string text = {};
};

/// Two calls; three where there is no state yet.
base::Result<StateText> load_state(GitHubApi& api);

/// Writes the text on top of what was loaded, never by force: three calls. False where somebody
/// else was faster: load again and decide anew.
base::Result<bool> store_state(GitHubApi& api, const StateText& loaded, const std::string& text);

}  // namespace mendel::forge
