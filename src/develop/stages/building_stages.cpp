#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/action/checkout_session.hpp"
#include "develop/pipeline_develop.hpp"
#include "develop/stages/handed_over.hpp"
#include "develop/stages/stages.hpp"
#include "observe/run_folder.hpp"
#include "plan/plan_json.hpp"
#include "publish/conclusion_text.hpp"
#include "sys/files.hpp"

namespace mendel::develop {

namespace {

using app::ActionContext;
using app::ActionReport;
using base::Result;

/// A job that works on the checkout of the Request's commit.
struct Job {
    model::Request request;
    app::Session session;
};

Result<Job> open_job(const ActionContext& context, const model::EventSink& events,
                     std::stop_token stop) {
    auto request = develop_request(context);
    if (!request)
        return base::fail(request.error());
    auto session = app::open_checkout(context, request->default_branch, events, std::move(stop));
    if (!session)
        return base::fail(session.error());
    if (const auto checked = app::check_commit(session->repository, *request); !checked)
        return base::fail(checked.error());
    return Job{std::move(*request), std::move(*session)};
}

DevelopRequest wanted(const ActionContext& context, const model::Request& request,
                      Pattern pattern) {
    DevelopRequest develop{.makers = {.commands = app::lines_of(context.input("makers"))}};
    develop.mission.pattern = pattern;
    develop.mission.instances = request.options.instances;
    develop.mission.most_workers = static_cast<std::size_t>(request.options.instances);
    if (const auto& check = context.input("check-command"); !check.empty())
        develop.mission.checks = {check};
    return develop;
}

ActionReport report_of(const Developed& developed) {
    const auto& state = developed.state;
    const std::string conclusion = developed.is_done ? "built" : "not built";
    return {.outputs = {{"conclusion", conclusion},
                        {"cost-usd", fmt::format("{:.2f}", state.cost_usd)},
                        {"run-directory", developed.run_directory}},
            .summary = publish::render_summary(
                {.outcome = conclusion,
                 .message = fmt::format("{} of {} tasks are done.", state.count(Stage::accepted),
                                        state.tasks.size())})};
}

const Entry* entry_named(const FanOut& fan, const std::string& id) {
    for (const auto& entry : fan.entries)
        if (entry.id == id)
            return &entry;
    return nullptr;
}

}  // namespace

Result<ActionReport> plan_stage(const ActionContext& context, const model::EventSink& events,
                                std::stop_token stop) {
    const auto job = open_job(context, events, std::move(stop));
    if (!job)
        return base::fail(job.error());
    const auto& options = job->request.options;
    const auto pattern = pattern_named(options.pattern);
    if (!pattern)
        return base::fail(pattern.error());
    if (context.input("makers").empty() && job->session.config.agents.empty())
        return base::fail(base::ErrorKind::user,
                          "There is nobody to make the changes. Configure an agent in "
                          ".github/mendel.yml of the default branch, or set the input makers.");
    const auto plan = plan_for(job->session, {.text = options.feature,
                                              .strategy = options.strategy,
                                              .complexity = options.complexity,
                                              .refine = context.input("refine")});
    if (!plan)
        return base::fail(plan.error());
    const auto run = observe::RunFolder::make_in(job->session.runs, job->session.clock);
    if (!run)
        return base::fail(run.error());
    if (const auto kept = run->write("plan.json", base::to_pretty_text(plan::to_json(*plan)));
        !kept)
        return base::fail(kept.error());
    const auto fan = fan_out(*plan, *pattern, options.instances);
    return ActionReport{
        .outputs = {{"conclusion", "planned"},
                    {"matrix", base::to_line(matrix_of(*plan, fan))},
                    {"run-directory", run->path()}},
        .summary = publish::render_summary(
            {.outcome = "planned",
             .message = fmt::format("{} tasks in {} parts, {} jobs.", plan->tasks.size(),
                                    fan.parts.size(), fan.entries.size())})};
}

Result<ActionReport> execute_stage(const ActionContext& context, const model::EventSink& events,
                                   std::stop_token stop) {
    const auto job = open_job(context, events, std::move(stop));
    if (!job)
        return base::fail(job.error());
    const auto handed = handed_plan(context.input("input"), job->request);
    if (!handed)
        return base::fail(handed.error());
    const auto* entry = entry_named(handed->fan, context.input("part"));
    if (entry == nullptr)
        return base::fail(base::ErrorKind::user,
                          "The input part names no entry of the plan. Pass on matrix.id.",
                          context.input("part").substr(0, 40));
    auto request = wanted(context, job->request, handed->pattern);
    for (const auto& part : handed->fan.parts)
        if (part.id == entry->part)
            request.plan = plan_of(handed->plan, part);
    // The jobs compete; within one of them a single maker builds.
    if (handed->pattern == Pattern::competition || handed->pattern == Pattern::ab) {
        request.mission.pattern = Pattern::parallel;
        request.makers.turn = entry->number;
    }
    const auto developed = develop(job->session, request);
    return developed ? Result<ActionReport>(report_of(*developed)) : base::fail(developed.error());
}

Result<ActionReport> integrate_stage(const ActionContext& context, const model::EventSink& events,
                                     std::stop_token stop) {
    const auto job = open_job(context, events, std::move(stop));
    if (!job)
        return base::fail(job.error());
    const auto& folder = context.input("input");
    const auto handed = handed_plan(sys::join_path(folder, k_plan_artifact), job->request);
    if (!handed)
        return base::fail(handed.error());
    const auto returns =
        handed_parts(folder, handed->fan, [&](const std::string& entry, const base::Error& error) {
            events({.kind = model::EventKind::note,
                    .stage = "integrate",
                    .subject = entry,
                    .text = base::describe(error)});
        });
    auto whole =
        gathered(job->session, handed->plan, handed->fan, returns, job->request.head_commit);
    if (!whole)
        return base::fail(whole.error());
    auto request = wanted(context, job->request, handed->pattern);
    if (handed->pattern == Pattern::competition || handed->pattern == Pattern::ab)
        request.mission.pattern = Pattern::parallel;
    const auto developed = go_on(job->session, request, std::move(*whole));
    return developed ? Result<ActionReport>(report_of(*developed)) : base::fail(developed.error());
}

}  // namespace mendel::develop
