#include "forge/forge.hpp"

namespace mendel::forge {

base::Result<std::optional<PullRequest>> find_pull_request(const Forge& forge,
                                                           const std::string& head_branch) {
    auto found = forge.pull_requests({.head_branch = head_branch});
    if (!found)
        return base::fail(found.error());
    return found->empty() ? std::nullopt : std::optional(std::move(found->front()));
}

}  // namespace mendel::forge
