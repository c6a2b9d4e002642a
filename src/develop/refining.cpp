#include "develop/refining.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "develop/makers.hpp"
#include "plan/plan_json.hpp"

namespace mendel::develop {

namespace {

constexpr const char* k_file = "mendel-plan.json";
constexpr const char* k_instruction =
    "The file mendel-plan.json holds a plan for this repository: tasks with their dependencies, "
    "files, skills, estimates in minutes (at most 240 each), risks from 1 to 5 and criteria. Read "
    "the code that it speaks of, then better the plan in that file: name the files that a task "
    "will really touch, split or drop tasks, sharpen criteria, correct estimates and order. Keep "
    "the schema, the goal, the strategy and the complexity. Two tasks that could run at once must "
    "not touch the same file. Change no other file.";

model::Task task_for(const model::Plan& plan) {
    model::Task task{.id = "refine-plan",
                     .kind = model::TaskKind::review,
                     .title = "Better the plan in mendel-plan.json",
                     .instruction = k_instruction};
    task.files = {k_file};
    task.scope.write = {k_file};
    task.evidence.push_back({.source = "goal", .trust = model::Trust::user, .text = plan.goal});
    return task;
}

base::Result<MakeJob> job_for(const app::Session& session, const model::Plan& plan) {
    const auto head = session.repository.head_commit();
    if (!head)
        return base::fail(head.error());
    model::Patch patch;
    patch.changes.push_back({.path = k_file, .after = base::to_pretty_text(plan::to_json(plan))});
    const auto commit =
        session.repository.commit(patch, head->value_or(""), "A plan to be bettered\n", {});
    if (!commit)
        return base::fail(commit.error());
    return MakeJob{
        .session = &session,
        .task = task_for(plan),
        .commit = *commit,
        .deadline = session.clock.steady() + std::chrono::minutes(session.config.budget.minutes),
        .stop = session.stop};
}

/// The plan that an agent left; an error says what of it is wrong.
base::Result<model::Plan> plan_in(const Made& made, const model::Plan& plan) {
    if (!made.is_finished)
        return base::fail(base::ErrorKind::refused, "The agent did not end: " + made.detail);
    if (made.patch.empty())
        return plan;
    if (made.patch.changes.size() != 1 || made.patch.changes.front().path != k_file ||
        !made.patch.changes.front().after)
        return base::fail(base::ErrorKind::refused, "The agent changed more than the plan.");
    auto better = plan::parse_plan(*made.patch.changes.front().after, k_file);
    if (better && (better->goal != plan.goal || better->strategy != plan.strategy))
        return base::fail(base::ErrorKind::refused, "The agent's plan serves another goal.");
    return better;
}

}  // namespace

base::Result<model::Plan> refined(const app::Session& session, const model::Plan& plan,
                                  const std::string& agent) {
    const auto makers = agent_makers(session, {agent});
    if (!makers)
        return base::fail(makers.error());
    const auto job = job_for(session, plan);
    if (!job)
        return base::fail(job.error());
    app::begin_stage(session, "plan", agent + " betters the plan");
    const auto made = makers->front().make(*job);
    if (!made)
        return base::fail(made.error());
    const auto better = plan_in(*made, plan);
    if (!better)
        session.events({.kind = model::EventKind::refused,
                        .stage = "plan",
                        .subject = agent,
                        .text = better.error().message + " The plan stays as it was."});
    return better ? better : base::Result<model::Plan>(plan);
}

}  // namespace mendel::develop
