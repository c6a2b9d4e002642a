#pragma once

#include <string>

#include "app/session.hpp"
#include "base/result.hpp"
#include "code/dependencies.hpp"
#include "model/plan.hpp"

namespace mendel::develop {

/// What a plan is made from.
struct PlanSource {
    std::string text = {};  ///< the goal in words
    std::string file = {};  ///< or a file that holds it
    int issue = 0;          ///< or an issue of the local forge
    std::string plan = {};  ///< or a file that holds a whole plan ("mendel.plan/1")
    std::string strategy = "feature-first";
    std::string complexity = "medium";
    std::string refine = {};  ///< a configured agent that betters the plan; empty: none
};

/// The goal's text. Errors of kind user: none is given, the file or issue is not there.
base::Result<std::string> goal_of(const app::Session& session, const PlanSource& source);

/// The import graph of the work tree's files.
base::Result<code::DependencyGraph> graph_of(const app::Session& session);

base::Result<model::Plan> plan_for(const app::Session& session, const PlanSource& source);

}  // namespace mendel::develop
