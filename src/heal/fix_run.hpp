#pragma once

#include <string>
#include <vector>

#include "code/invocation.hpp"
#include "heal/fix_modes.hpp"
#include "model/round.hpp"

namespace mendel::heal {

/// The tools of the round's failing command.
std::vector<code::Invocation> tools_of(const model::Round& round);

/// The files of the tree that the failures of one tool point to ("" is any tool), sorted.
std::vector<std::string> files_touched(const model::Round& round, const std::string& tool);

/// A path relative to the root as a path relative to a folder of it.
std::string path_from(const std::string& folder, const std::string& path);

/// What a run of a fixer came to.
struct FixResult {
    model::Patch patch = {};        ///< changes of files that were there before; empty: none
    std::string note = {};          ///< why there are none
    std::string missing_tool = {};  ///< the program, where it is not there
};

/// Runs a tool in its fix mode, with its own launcher, folder and settings, and takes its changes.
/// `on_top`: edits that the tool sees; the changes are relative to them.
base::Result<FixResult> run_fix(const model::Round& round, const code::Invocation& invocation,
                                const FixMode& mode, const model::Patch* on_top = nullptr);

/// Runs any command and takes its changes; the exit codes under which they count, none: any.
base::Result<FixResult> run_fixer(const model::Round& round, const model::Command& command,
                                  const std::string& tool, const std::vector<int>& ok,
                                  const model::Patch* on_top = nullptr);

/// Whether a run ended because the program, or the module or package that holds it, is not there.
bool is_tool_missing(const model::RunResult& result, const std::string& tool);

}  // namespace mendel::heal
