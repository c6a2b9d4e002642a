#pragma once

#include <string>

#include "app/session.hpp"
#include "base/result.hpp"
#include "model/plan.hpp"

namespace mendel::develop {

/// The plan as an agent of the configuration betters it: the agent finds it as a file in a
/// worktree, and what it leaves there must fit the schema and hold every rule of a plan, serve the
/// same goal and touch nothing else. Where it does not, the plan stays as it was and an event says
/// why.
base::Result<model::Plan> refined(const app::Session& session, const model::Plan& plan,
                                  const std::string& agent);

}  // namespace mendel::develop
