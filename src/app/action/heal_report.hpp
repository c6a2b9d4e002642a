#pragma once

#include "app/action/action_context.hpp"
#include "base/result.hpp"
#include "model/request.hpp"

namespace mendel::app {

/// Diagnoses intake's log for a Request that asks for a report: no code is run. Leaves a run folder
/// whose outcome.json holds the failures.
base::Result<ActionReport> report_failures(const ActionContext& context,
                                           const model::Request& request);

}  // namespace mendel::app
