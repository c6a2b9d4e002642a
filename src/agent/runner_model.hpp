#pragma once

#include "agent/agent.hpp"
#include "agent/profile.hpp"
#include "agent/runner_command.hpp"

namespace mendel::agent {

/// A model behind an HTTP API with mendel's own tool loop: streaming, the tool calls of one turn at
/// the same time on a worker pool, backoff, breaker and failover to the models of `others` that the
/// profile names. The model gets the job's tools and nothing else.
Agent make_model_agent(const Profile& profile, const std::vector<Profile>& others,
                       const CommandPorts& ports);

}  // namespace mendel::agent
