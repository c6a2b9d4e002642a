#pragma once

#include "app/action_context.hpp"
#include "base/result.hpp"
#include "forge/github_api.hpp"
#include "model/request.hpp"
#include "publish/conclusion_text.hpp"

namespace mendel::app {

/// Tells people what became of a Request: the one comment on the item where somebody asked, a
/// reaction to the comment that did, the job summary, the outputs. That a comment may not be
/// written is said in the summary.
base::Result<ActionReport> told(const ActionContext& context, const model::Request& request,
                                publish::Conclusion conclusion, forge::GitHubApi& api);

}  // namespace mendel::app
