#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/session.hpp"
#include "base/result.hpp"
#include "evaluate/replay.hpp"

namespace mendel::app {

/// Shown the commands that will run; false: the person says no.
using Approve = std::function<bool(const std::vector<std::string>& commands)>;

/// Reads a receipt (a file, or the folder of a run), asks, and runs its proof again. Errors: the
/// receipt is missing or no JSON (user), a byte of it was changed or the person said no (refused).
base::Result<evaluate::Replay> replay(const Session& session, const std::string& receipt_file,
                                      const Approve& approve);

}  // namespace mendel::app
