#pragma once

#include <string>
#include <vector>

#include "app/session.hpp"
#include "base/result.hpp"
#include "develop/maker.hpp"

namespace mendel::develop {

/// Who is to make the changes, as the user or the workflow says.
struct MakerChoice {
    std::vector<std::string> commands = {};  ///< "NAME=COMMAND"
    std::vector<std::string> agents = {};    ///< names of configured agents
    int turn = 0;  ///< 1-based: of them all only the one whose turn it is, counted round; 0: all
};

/// A shell line of the user's own as a maker: it runs in a Place on the worktree, behind the walls
/// of checks, with the task as JSON on standard input and MENDEL_TASK, MENDEL_ATTEMPT and
/// MENDEL_MAKER in its environment. What it changes is its attempt; an exit code other than 0 means
/// that it did not finish.
Maker command_maker(const std::string& name, const std::string& line);

/// The configured agents of these names as makers; without names all that can be used here. They
/// work as in `mendel execute`: behind walls, with mendel's tools, inside the budget of the
/// configuration, every act in the audit log. An error of kind user: no such agent, or none of them
/// can be used, with the reasons.
base::Result<std::vector<Maker>> agent_makers(const app::Session& session,
                                              const std::vector<std::string>& names);

/// The makers that are chosen; where nothing is, every configured agent that can be used. An error
/// of kind user: there is none, a text without a name or a command, a name given twice.
base::Result<std::vector<Maker>> makers_of(const app::Session& session, const MakerChoice& choice);

}  // namespace mendel::develop
