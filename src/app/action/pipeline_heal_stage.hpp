#pragma once

#include <stop_token>

#include "app/action/action_context.hpp"
#include "base/result.hpp"
#include "model/event.hpp"

namespace mendel::app {

/// The stage heal: on the runner, beside the repository's own toolchain and without a token. Takes
/// the Request and the log that intake left, heals the checkout, and leaves the run folder for the
/// publish job. No outcome is an error; errors are a checkout that is not at the Request's commit,
/// or no wall to run foreign code behind.
base::Result<ActionReport> heal_stage(const ActionContext& context, const model::EventSink& events,
                                      std::stop_token stop);

}  // namespace mendel::app
