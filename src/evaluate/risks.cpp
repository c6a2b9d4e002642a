#include "evaluate/risks.hpp"

#include <fmt/format.h>

namespace mendel::evaluate {

std::vector<model::Refusal> risks_of(const model::Patch& patch,
                                     const config::ApprovalConfig& approvals, double cost_usd) {
    std::vector<model::Refusal> risks;
    for (const auto& change : patch.changes)
        if (const auto pattern = config::covering_pattern(approvals.paths, change.path))
            risks.push_back({"risk.path",
                             fmt::format("The path is sensitive by the rule {}.", *pattern),
                             change.path});
    if (approvals.dependency_majors)
        for (auto& move : major_moves(patch))
            risks.push_back(std::move(move));
    if (approvals.above_usd >= 0 && !(cost_usd <= approvals.above_usd))
        risks.push_back({"risk.cost", fmt::format("The run cost {:.2f} USD, and more than {:.2f} "
                                                  "USD waits.",
                                                  cost_usd, approvals.above_usd)});
    return risks;
}

}  // namespace mendel::evaluate
