#pragma once

#include <string>
#include <vector>

#include "model/agent_try.hpp"

namespace mendel::publish {

/// What agents tried and what was learnt, for the person who takes over: one part a try with the
/// Judge's evidence, then how the tools fared. Markdown; foreign text is inert. Empty without
/// tries.
std::string render_hand_over(const std::vector<model::AgentTry>& tries);

}  // namespace mendel::publish
