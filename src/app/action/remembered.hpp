#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "forge/github_api.hpp"
#include "forge/github_state.hpp"
#include "intake/facts.hpp"

namespace mendel::app {

/// What mendel remembers of a repository, "mendel.state/1" (schemas/state.schema.json). Text that
/// is none is an error of kind permanent: nobody but mendel writes there.
base::Result<intake::State> state_of_text(const std::string& text);
std::string text_of_state(const intake::State& state);

/// Changes the state by compare and swap: lets `change` edit it, stores, and begins again with a
/// fresh one where somebody else was faster.
/// @param known the state as last seen; nothing: it is loaded
/// @param comment_node a comment that is given the reaction eyes on the way, where that costs no
///     call; empty: none
/// @return whether it was given
base::Result<bool> remember(forge::GitHubApi& api, std::optional<forge::StateText> known,
                            const std::function<void(intake::State&)>& change,
                            const std::string& comment_node = {});

/// Notes a run that is about to begin, and forgets those of more than eight days ago.
void note_run(intake::State& state, const intake::RecordedRun& run,
              std::chrono::system_clock::time_point now);

}  // namespace mendel::app
