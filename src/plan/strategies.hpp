#pragma once

#include <string>
#include <vector>

#include "model/plan.hpp"

namespace mendel::plan {

/// A way to order the tasks that methods made. They come with what each needs by its nature; a
/// strategy adds tasks and dependencies, or turns them round.
struct Strategy {
    std::string name;
    std::string purpose;
    void (*arrange)(model::Plan& plan);
};

/// waterfall, agile, feature-first, test-driven, risk-driven: the one list.
const std::vector<Strategy>& all_strategies();

}  // namespace mendel::plan
