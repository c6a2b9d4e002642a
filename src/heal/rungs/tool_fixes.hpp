#pragma once

#include <string>

#include "model/round.hpp"

namespace mendel::heal {

/// What the tools of the failing command can fix by themselves, as one rung's proposal. Only the
/// tool that failed where it is known, else every tool with a fix mode of the rung's category.
base::Result<model::Proposal> tool_fixes(const model::Round& round, const std::string& rung);

/// Whether a failure names the rung, or a tool with a fix mode of its category, or no tool at all.
bool may_fix(const model::Failure& failure, const std::string& rung);

}  // namespace mendel::heal
