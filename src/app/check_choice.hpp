#pragma once

#include <string>
#include <vector>

#include "app/pipeline_heal.hpp"
#include "app/session.hpp"
#include "base/result.hpp"
#include "model/command.hpp"

namespace mendel::app {

/// The check to heal, and the others that must stay unharmed.
struct CheckChoice {
    bool found = false;
    model::Command check = {};
    std::vector<model::Command> candidates = {};  ///< without a COMMAND: all checks, the first red
                                                  ///< one becomes the check
    std::vector<model::Command> neighbours = {};
    std::vector<std::string> not_rerun = {};  ///< neighbours left out, with the reason
};

/// COMMAND, else the command that the log shows (only as an Argv of a known check tool), else the
/// repository's own checks.
base::Result<CheckChoice> choose_check(const Session& session, const HealRequest& request);

}  // namespace mendel::app
