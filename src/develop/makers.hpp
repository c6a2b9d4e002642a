#pragma once

#include <string>
#include <vector>

#include "agent/agent.hpp"
#include "app/session.hpp"
#include "base/result.hpp"
#include "develop/maker.hpp"

namespace mendel::develop {

/// An agent as a maker.
Maker maker_of(const agent::Agent& agent, const model::Spending& spending,
               const model::AuditSink& audit);

/// A shell line of the user's own as a maker: it runs in a Place on the worktree, behind the walls
/// of checks, with the task as JSON on standard input and MENDEL_TASK, MENDEL_ATTEMPT and
/// MENDEL_MAKER in its environment. What it changes is its attempt; an exit code other than 0 means
/// that it did not finish.
Maker command_maker(const std::string& name, const std::string& line);

/// The makers of "NAME=COMMAND" texts. An error of kind user: there is none, a text without a name
/// or a command, a name given twice.
base::Result<std::vector<Maker>> makers_of(const std::vector<std::string>& commands);

}  // namespace mendel::develop
