#pragma once

#include <optional>
#include <string>

#include "app/action/action_context.hpp"
#include "base/result.hpp"
#include "forge/github_api.hpp"
#include "forge/github_overview.hpp"
#include "model/request.hpp"
#include "publish/conclusion_text.hpp"

namespace mendel::app {

/// Tells people what became of a Request: the one comment on the item where somebody asked, a
/// reaction to the comment that did, the job summary, the outputs. That a comment may not be
/// written is said in the summary.
/// @param own_comment id of that comment where it is known, "" where it is known that there is none
base::Result<ActionReport> told(const ActionContext& context, const model::Request& request,
                                publish::Conclusion conclusion,
                                const std::optional<std::string>& own_comment,
                                forge::GitHubApi& api);

/// The marker by which the comment is found again: one for all healing, one for each feature.
std::string marker_of(const model::Request& request);

/// The id of that comment among those that are known; "" where it is not among them.
std::string own_comment(const forge::Target& target, const model::Request& request);

}  // namespace mendel::app
