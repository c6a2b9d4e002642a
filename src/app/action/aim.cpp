#include "app/action/aim.hpp"

#include "app/action/default_config.hpp"

namespace mendel::app {

base::Result<Aim> aim_at(const ActionContext& context, const model::Request& request,
                         const model::Patch& patch, const BranchFor& branch_for,
                         forge::GitHubApi& api) {
    forge::TargetQuestion question{.config_file = k_config_file,
                                   .commit = request.head_commit,
                                   .base_branch = request.is_fork ? "" : request.head_branch,
                                   .number = request.number};
    for (const auto& change : patch.changes)
        question.paths.push_back(change.path);
    auto prefix = context.input("branch-prefix");
    if (prefix.empty())
        prefix = "mendel/";
    for (;;) {
        question.own_branch = branch_for(prefix);
        auto target = forge::target(api, question);
        if (!target)
            return base::fail(target.error());
        auto config = default_config(target->config);
        if (!config)
            return base::fail(config.error());
        if (config->branches.prefix == prefix)
            return Aim{std::move(*target), std::move(*config)};
        prefix = config->branches.prefix;  // then the change has another branch
    }
}

}  // namespace mendel::app
