#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "code/dependencies.hpp"
#include "model/plan.hpp"

namespace mendel::plan {

/// What is to be planned. Example:
///
///     const auto plan = plan::make_plan({.goal = "Add a JSON report and a --format option",
///                                        .strategy = "test-driven", .graph = &graph});
struct PlanRequest {
    std::string goal;  ///< text: a sentence, a list, an issue with its headings
    std::string strategy = "feature-first";
    std::string complexity = "medium";
    const code::DependencyGraph* graph = nullptr;  ///< of the repository; nothing: no files known
};

/// Longest estimate of one task; bigger ones are split into parts that follow each other.
constexpr double k_most_minutes = 240;

/// The strategies in the order of the documentation.
const std::vector<std::string>& strategies();

/// Goal to Plan: features, each refined by a method into tasks, ordered by the strategy, with the
/// files that each touches, risks and estimates. Every plan passes plan_problems. Errors of kind
/// user: an empty goal, an unknown strategy or complexity.
base::Result<model::Plan> make_plan(const PlanRequest& request);

/// What breaks the rules of a plan, one sentence each: ids that repeat or are none, dependencies on
/// nothing, a circle (named in full), a task over four hours, a skill nobody knows, a risk out of
/// range, two tasks that could run at once and own the same file.
std::vector<std::string> plan_problems(const model::Plan& plan);

/// The skills that methods and roles may name.
const std::vector<std::string>& known_skills();

/// Puts an order between tasks that could run at once and own the same file: the earlier in the
/// plan first.
void settle_ownership(model::Plan& plan);

/// What became of a task so far.
enum class Progress { done, failed, too_big };
struct TaskProgress {
    std::string id;
    Progress progress = Progress::done;
    std::string reason = {};  ///< why it failed
};

/// The plan after a failed or split task: what is done stays as it is; a failed task is tried again
/// after a task that finds out why; one that was too big becomes two halves. Whatever waited for it
/// waits for the last part.
model::Plan replanned(const model::Plan& plan, const std::vector<TaskProgress>& progress);

}  // namespace mendel::plan
