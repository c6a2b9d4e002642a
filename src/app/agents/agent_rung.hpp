#pragma once

#include "app/session.hpp"
#include "model/round.hpp"
#include "model/task.hpp"

namespace mendel::app {

/// The last rung of the ladder: an agent of the configuration works on the failure in a worktree of
/// its own, at most three times, each with the Judge's evidence of the last. Without an agent that
/// can be used it proposes nothing and says why. The session must outlive it.
model::Rung agent_rung(const Session& session);

/// The Task that a failure is.
model::Task task_of(const model::Failure& failure, const model::Command& check);

}  // namespace mendel::app
