#pragma once

#include <map>
#include <string>

#include "evaluate/place.hpp"
#include "model/command.hpp"

namespace mendel::evaluate {

/// First output line of `TOOL --version` (go: `go version`) for each known check tool that the
/// command runs, asked in the Place with the tool's own launcher. A tool that does not answer
/// within ten seconds is left out.
std::map<std::string, std::string> tool_versions(Place& place, const model::Command& check,
                                                 const git::Repository& repository,
                                                 const std::string& base);

}  // namespace mendel::evaluate
