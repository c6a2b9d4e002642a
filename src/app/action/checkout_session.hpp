#pragma once

#include <stop_token>
#include <string>

#include "app/action/action_context.hpp"
#include "app/session.hpp"
#include "base/result.hpp"
#include "model/request.hpp"

namespace mendel::app {

/// The checkout of a job as a session: the configuration is the default branch's, whatever the
/// checked out commit holds; runs are kept in the runner's temporary folder. An error of kind user:
/// no checkout, or one without the default branch.
base::Result<Session> open_checkout(const ActionContext& context, const std::string& default_branch,
                                    const model::EventSink& events, std::stop_token stop);

/// An error of kind user where the checkout is not at a commit of the Request.
base::Status check_commit(const git::Repository& repository, const model::Request& request);

}  // namespace mendel::app
