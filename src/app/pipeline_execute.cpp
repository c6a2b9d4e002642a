#include "app/pipeline_execute.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/conclusion.hpp"
#include "app/heal_bench.hpp"
#include "app/report.hpp"
#include "base/text.hpp"
#include "git/diff.hpp"
#include "model/agent_try_json.hpp"
#include "model/outcome_json.hpp"
#include "model/patch_json.hpp"
#include "model/task_json.hpp"

namespace mendel::app {

namespace {

using evaluate::CheckState;
using model::OutcomeKind;

/// The task's own checks; without any, those of the repository.
base::Result<CheckChoice> choose(const Session& session, const model::Task& task) {
    if (task.verify.empty()) {
        auto choice = choose_check(session, {});
        if (choice && choice->found && choice->candidates.size() > 1) {
            choice->neighbours.insert(choice->neighbours.end(), choice->candidates.begin() + 1,
                                      choice->candidates.end());
            choice->candidates.clear();
        }
        return choice;
    }
    return CheckChoice{.found = true,
                       .check = task.verify.front(),
                       .neighbours = {task.verify.begin() + 1, task.verify.end()}};
}

/// Green beats progress beats refused; of equals the later one, which knew more.
const WorkTry* best_of(const std::vector<WorkTry>& tries) {
    const WorkTry* best = nullptr;
    const auto rank = [](const WorkTry& each) {
        return !each.verdict                                          ? 0
               : each.verdict->state == model::VerdictState::refused  ? 1
               : each.verdict->state == model::VerdictState::progress ? 2
                                                                      : 3;
    };
    for (const auto& each : tries)
        if (rank(each) > 0 && (!best || rank(each) >= rank(*best)))
            best = &each;
    return best;
}

model::Attempt attempt_of(const WorkTry& tried, const std::string& agent) {
    const auto& result = tried.result;
    return {.round = 1,
            .rung = "agent",
            .summary = fmt::format("{}: {}", agent::name_of(result.end), result.detail),
            .state = tried.verdict ? tried.verdict->state : model::VerdictState::refused,
            .proposed = tried.verdict.has_value(),
            .refusals = tried.verdict ? tried.verdict->refusals : std::vector<model::Refusal>{},
            .duration = result.duration,
            .cost_usd = result.cost.usd(),
            .patch = result.patch,
            .tries = {agent_try_of(tried, agent)}};
}

model::Outcome outcome_of(const Execution& execution, const std::vector<model::Failure>& before) {
    model::Outcome outcome{.failures = before, .remaining = before};
    for (const auto& each : execution.tries)
        outcome.attempts.push_back(attempt_of(each, execution.agent));
    const WorkTry* best = best_of(execution.tries);
    const bool green = best && best->verdict->state == model::VerdictState::green;
    if (best) {
        outcome.patch = best->result.patch;
        outcome.remaining = best->verdict->remaining;
        outcome.refusals = best->verdict->refusals;
    }
    outcome.kind = green ? OutcomeKind::fixed : OutcomeKind::not_fixed;
    outcome.message = green ? fmt::format("{} did the task; its checks are green.", execution.agent)
                            : fmt::format("{} did not get the task done in {}.", execution.agent,
                                          base::counted(execution.tries.size(), "try"));
    if (!green)
        outcome.advice = "Look at the tries with --json, sharpen the task, or raise its limits.";
    if (green)
        outcome.rounds.push_back({.number = 1,
                                  .rung = "agent",
                                  .summary = best->result.patch.summary,
                                  .target_fingerprint = before.empty() ? "" : before[0].fingerprint,
                                  .target_message = before.empty() ? "" : before[0].message,
                                  .verdict = *best->verdict,
                                  .patch = best->result.patch});
    return outcome;
}

/// Without a red check there is no receipt to write: the patch and what was done alone.
base::Result<model::Outcome> kept(HealBench& bench, model::Outcome outcome) {
    outcome.run_directory = bench.run.path();
    outcome.check = model::to_text(bench.choice.check);
    for (const auto& each : outcome.attempts)
        outcome.cost_usd += each.cost_usd;
    auto diff = git::to_diff(outcome.patch);
    if (!diff)
        return base::fail(diff.error());
    outcome.diff = std::move(*diff);
    auto patch = outcome.patch;
    patch.base = bench.base;
    const auto changes = base::to_pretty_text(model::to_json(patch));
    if (const auto written = bench.run.write("patch.diff", outcome.diff); !written)
        return base::fail(written.error());
    if (const auto written = bench.run.write("changes.json", changes); !written)
        return base::fail(written.error());
    return outcome;
}

base::Result<model::Outcome> concluded(HealBench& bench, const Execution& execution) {
    auto outcome = outcome_of(execution, bench.red.failures);
    if (!execution.red_before)
        return kept(bench, std::move(outcome));
    if (outcome.kind == OutcomeKind::fixed) {
        auto sure = confirmed(bench, std::move(outcome));
        if (!sure)
            return sure;
        outcome = std::move(*sure);
    }
    return recorded(bench, std::move(outcome));
}

/// The state of the check before anything is changed; an Outcome where that ends it.
base::Result<std::optional<model::Outcome>> read_before(HealBench& bench, Execution& execution) {
    auto red = first_red(bench);
    if (!red)
        return base::fail(red.error());
    bench.red = *red;
    execution.red_before = red->state == CheckState::red;
    const auto kind = std::string(model::name_of(execution.task.kind));
    const bool mends = kind.rfind("fix_", 0) == 0;
    if (red->state == CheckState::tool_missing || red->state == CheckState::unsteady ||
        (mends && !execution.red_before))
        return std::optional(not_red(*red, bench.choice));
    return std::optional<model::Outcome>();
}

base::Status work_on(HealBench& bench, const ExecuteRequest& request, const agent::Agent& agent,
                     Execution& execution) {
    const auto books = open_books(bench.session);
    if (!books)
        return base::fail(books.error());
    auto round = bench.round(1, {}, bench.red);
    evaluate::RoundBase base{.red = bench.red, .neighbours = &bench.neighbours};
    const auto judge = evaluate::make_judge(bench.judging, base);
    auto task = request.task;
    task.verify = {bench.choice.check};
    task.verify.insert(task.verify.end(), bench.judging.neighbours.begin(),
                       bench.judging.neighbours.end());
    auto work =
        AgentWork::open({.session = &bench.session,
                         .books = &*books,
                         .task = task,
                         .tree = round.setup.round.tree,
                         .run = round.setup.round.run,
                         .judge = judge,
                         .failures = bench.red.failures,
                         .events = bench.judging.events,
                         .deadline = bench.session.clock.steady() +
                                     std::chrono::minutes(bench.session.config.budget.minutes)});
    if (!work)
        return base::fail(work.error());
    auto tries = try_repeatedly(**work, agent, judge, request.attempts);
    if (!tries)
        return base::fail(tries.error());
    execution.tries = std::move(*tries);
    return {};
}

base::Json tool_json(const agent::ToolStatistics& tool) {
    auto told = model::to_json(tool_use_of(tool));
    told["from_cache"] = tool.from_cache;
    told["fallbacks"] = tool.fallbacks;
    return told;
}

base::Json cost_json(const agent::Cost& cost) {
    return {{"usd", cost.usd()},
            {"input_tokens", cost.input_tokens},
            {"output_tokens", cost.output_tokens},
            {"cache_read_tokens", cost.cache_read_tokens},
            {"cache_write_tokens", cost.cache_write_tokens},
            {"turns", cost.turns}};
}

base::Json try_json(const WorkTry& tried) {
    const auto& result = tried.result;
    base::Json tools = base::Json::array();
    for (const auto& tool : result.tools)
        tools.push_back(tool_json(tool));
    const auto refusals =
        tried.verdict ? model::to_json(tried.verdict->refusals) : base::Json::array();
    return {{"end", agent::name_of(result.end)},
            {"detail", result.detail},
            {"words", result.words},
            {"verdict",
             tried.verdict ? base::Json(model::name_of(tried.verdict->state)) : base::Json()},
            {"refusals", refusals},
            {"files", result.patch.changes.size()},
            {"seconds", static_cast<double>(result.duration.count()) / 1000},
            {"cost", cost_json(result.cost)},
            {"tools", tools}};
}

}  // namespace

base::Result<Execution> execute(const Session& session, const ExecuteRequest& request) {
    const auto agent = choose_agent(session, request.agent);
    if (!agent)
        return base::fail(agent.error());
    const auto choice = choose(session, request.task);
    if (!choice)
        return base::fail(choice.error());
    if (!choice->found)
        return base::fail(base::ErrorKind::user,
                          "The task has no checks and none were found in this repository. Add "
                          "verify to the task.");
    const auto bench = open_bench(session, {.place = request.place}, *choice);
    if (!bench)
        return base::fail(bench.error());
    Execution execution{.task = request.task, .agent = agent->name};
    auto ended = read_before(**bench, execution);
    if (!ended)
        return base::fail(ended.error());
    if (!*ended)
        if (const auto worked = work_on(**bench, request, *agent, execution); !worked)
            return base::fail(worked.error());
    auto outcome = *ended ? kept(**bench, std::move(**ended)) : concluded(**bench, execution);
    if (!outcome)
        return base::fail(outcome.error());
    execution.outcome = std::move(*outcome);
    const auto& run = (*bench)->run;
    const auto task = base::to_pretty_text(model::to_json(request.task));
    if (const auto written = run.write("task.json", task); !written)
        return base::fail(written.error());
    const auto json = base::to_pretty_text(to_json(execution));
    if (const auto written = run.write("execution.json", json); !written)
        return base::fail(written.error());
    return execution;
}

base::Json to_json(const Execution& execution) {
    base::Json tries = base::Json::array();
    for (const auto& each : execution.tries)
        tries.push_back(try_json(each));
    const auto& outcome = execution.outcome;
    return {{"schema", "mendel.execution/1"},
            {"task", execution.task.id},
            {"agent", execution.agent},
            {"outcome", model::name_of(outcome.kind)},
            {"message", outcome.message},
            {"advice", outcome.advice},
            {"red_before", execution.red_before},
            {"check", outcome.check},
            {"diff", outcome.diff},
            {"cost_usd", outcome.cost_usd},
            {"run_directory", outcome.run_directory},
            {"tries", tries}};
}

}  // namespace mendel::app
