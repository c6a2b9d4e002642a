#include "develop/planning.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "develop/refining.hpp"
#include "forge/forge_local.hpp"
#include "plan/plan.hpp"
#include "plan/plan_json.hpp"
#include "sys/files.hpp"

namespace mendel::develop {

base::Result<std::string> goal_of(const app::Session& session, const PlanSource& source) {
    if (!source.file.empty())
        return sys::read_file(source.file);
    if (source.issue == 0)
        return source.text;
    const forge::LocalForge local(session.repository);
    const auto issues = local.issues({.closed_too = true});
    if (!issues)
        return base::fail(issues.error());
    for (const auto& issue : *issues)
        if (issue.number == source.issue)
            return issue.title + "\n\n" + issue.body;
    return base::fail(base::ErrorKind::user,
                      fmt::format("There is no issue {} here. Give the goal as text, or with "
                                  "--file.",
                                  source.issue));
}

base::Result<code::DependencyGraph> graph_of(const app::Session& session) {
    auto files = session.repository.work_files();
    if (!files)
        return base::fail(files.error());
    const auto root = session.repository.root();
    return code::dependencies_of({.files = std::move(*files), .read = [root](const auto& path) {
                                      return sys::read_file(sys::join_path(root, path));
                                  }});
}

base::Result<model::Plan> plan_for(const app::Session& session, const PlanSource& source) {
    if (!source.plan.empty()) {
        const auto text = sys::read_file(source.plan);
        return text ? plan::parse_plan(*text, source.plan) : base::fail(text.error());
    }
    const auto goal = goal_of(session, source);
    if (!goal)
        return base::fail(goal.error());
    app::begin_stage(session, "plan", base::ellipsize(*goal, 80));
    const auto graph = graph_of(session);
    if (!graph)
        return base::fail(graph.error());
    auto plan = plan::make_plan({.goal = std::string(base::trim(std::string_view(*goal))),
                                 .strategy = source.strategy,
                                 .complexity = source.complexity,
                                 .graph = &*graph});
    return plan && !source.refine.empty() ? refined(session, *plan, source.refine) : plan;
}

}  // namespace mendel::develop
