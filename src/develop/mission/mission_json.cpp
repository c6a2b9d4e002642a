#include <algorithm>

#include <nlohmann/json.hpp>

#include "develop/mission/mission.hpp"
#include "model/patch_json.hpp"
#include "plan/plan_json.hpp"

namespace mendel::develop {

namespace {

using base::Json;

constexpr const char* k_schema = "mendel.mission/1";
constexpr std::string_view k_stages[] = {"pending", "running", "accepted", "failed"};

Json tried_json(const Tried& tried) {
    auto scores = Json::array();
    for (const auto& score : tried.placing.scores)
        scores.push_back({{"dimension", score.dimension},
                          {"points", score.points},
                          {"evidence", score.evidence}});
    return {{"id", tried.result.id},
            {"maker", tried.result.maker},
            {"may_win", tried.placing.may_win},
            {"reason", tried.placing.reason},
            {"total", tried.placing.total},
            {"scores", scores},
            {"cost_usd", tried.result.cost_usd},
            {"seconds", tried.result.seconds},
            {"measured", tried.result.measured},
            {"checks", checks_json(tried.result.checks)},
            {"words", tried.result.words},
            {"detail", tried.result.detail}};
}

Tried read_tried(const Json& json) {
    Tried tried;
    tried.result = {.id = base::text_at(json, "id"),
                    .maker = base::text_at(json, "maker"),
                    .checks = read_checks(base::value_at(json, "checks")),
                    .cost_usd = base::real_at(json, "cost_usd"),
                    .seconds = base::real_at(json, "seconds"),
                    .words = base::text_at(json, "words"),
                    .detail = base::text_at(json, "detail")};
    tried.placing = {.id = tried.result.id,
                     .may_win = base::flag_at(json, "may_win"),
                     .reason = base::text_at(json, "reason"),
                     .total = base::real_at(json, "total")};
    const auto& scores = base::value_at(json, "scores");
    for (std::size_t index = 0; scores.is_array() && index < scores.size(); ++index)
        tried.placing.scores.push_back({base::text_at(scores[index], "dimension"),
                                        base::real_at(scores[index], "points"),
                                        base::text_at(scores[index], "evidence")});
    return tried;
}

Json state_json(const TaskState& task) {
    auto tried = Json::array();
    for (const auto& one : task.tried)
        tried.push_back(tried_json(one));
    return {{"id", task.planned.task.id}, {"stage", name_of(task.stage)}, {"winner", task.winner},
            {"note", task.note},          {"rounds", task.rounds},        {"tried", tried}};
}

Stage stage_named(const std::string& name) {
    const auto found = std::find(std::begin(k_stages), std::end(k_stages), name);
    return found == std::end(k_stages) ? Stage::pending
                                       : static_cast<Stage>(found - std::begin(k_stages));
}

void read_task(const Json& json, Onward onward, TaskState& task) {
    const auto stage = stage_named(base::text_at(json, "stage"));
    if (onward == Onward::resume && stage != Stage::accepted)
        return;
    task.stage = stage;
    task.winner = base::text_at(json, "winner");
    task.note = base::text_at(json, "note");
    task.rounds = static_cast<int>(std::clamp<long>(base::number_at(json, "rounds"), 0, 100));
    const auto& tried = base::value_at(json, "tried");
    for (std::size_t index = 0; tried.is_array() && index < tried.size(); ++index)
        task.tried.push_back(read_tried(tried[index]));
}

/// What was known beyond the tasks: for a report.
void read_account(const Json& json, MissionState& state) {
    state.is_integrated = base::flag_at(json, "integrated");
    state.checks = read_checks(base::value_at(json, "checks"));
    const auto& instances = base::value_at(json, "instances");
    for (std::size_t index = 0; instances.is_array() && index < instances.size(); ++index)
        state.instances.push_back(
            {.maker = base::text_at(instances[index], "maker"),
             .seconds = base::real_at(instances[index], "seconds"),
             .done = static_cast<std::size_t>(base::number_at(instances[index], "done"))});
    const auto& parts = base::value_at(json, "parts");
    for (std::size_t index = 0; parts.is_array() && index < parts.size(); ++index)
        state.parts.push_back({.id = base::text_at(parts[index], "id"),
                               .maker = base::text_at(parts[index], "maker"),
                               .total = base::real_at(parts[index], "total"),
                               .has_won = base::flag_at(parts[index], "won"),
                               .text = base::text_at(parts[index], "text")});
}

}  // namespace

std::string_view name_of(Stage stage) {
    return k_stages[static_cast<std::size_t>(stage)];
}

model::Plan MissionState::plan() const {
    model::Plan plan{.goal = goal, .strategy = strategy, .complexity = complexity};
    for (const auto& task : tasks)
        plan.tasks.push_back(task.planned);
    return plan;
}

const TaskState* MissionState::find(const std::string& id) const {
    const auto found = std::find_if(tasks.begin(), tasks.end(),
                                    [&](const auto& task) { return task.planned.task.id == id; });
    return found == tasks.end() ? nullptr : &*found;
}

MissionState mission_of(const model::Plan& plan, std::string base) {
    MissionState state{.goal = plan.goal,
                       .strategy = plan.strategy,
                       .complexity = plan.complexity,
                       .base = std::move(base)};
    for (const auto& planned : plan.tasks)
        state.tasks.push_back({.planned = planned});
    return state;
}

std::size_t MissionState::count(Stage stage) const {
    return static_cast<std::size_t>(std::count_if(
        tasks.begin(), tasks.end(), [&](const auto& task) { return task.stage == stage; }));
}

Json to_json(const MissionState& state) {
    auto tasks = Json::array();
    for (const auto& task : state.tasks)
        tasks.push_back(state_json(task));
    auto instances = Json::array();
    for (const auto& one : state.instances)
        instances.push_back({{"maker", one.maker}, {"seconds", one.seconds}, {"done", one.done}});
    auto parts = Json::array();
    for (const auto& part : state.parts)
        parts.push_back({{"id", part.id},
                         {"maker", part.maker},
                         {"total", part.total},
                         {"won", part.has_won},
                         {"text", part.text}});
    return {{"schema", k_schema},
            {"base", state.base},
            {"plan", plan::to_json(state.plan())},
            {"so_far", model::to_json(state.so_far)},
            {"tasks", tasks},
            {"integrated", state.is_integrated},
            {"checks", checks_json(state.checks)},
            {"instances", instances},
            {"parts", parts},
            {"cost_usd", state.cost_usd}};
}

base::Result<MissionState> parse_mission(std::string_view text, std::string_view where,
                                         Onward onward) {
    const auto json = base::parse_json(text, where);
    if (!json)
        return base::fail(json.error());
    if (base::text_at(*json, "schema") != k_schema)
        return base::fail(base::ErrorKind::user,
                          "This is no mission that this version of mendel can go on with.",
                          std::string(where));
    const auto plan = plan::parse_plan(base::to_line(base::value_at(*json, "plan")), where);
    auto so_far = model::patch_from_json(base::value_at(*json, "so_far"));
    if (!plan || !so_far)
        return base::fail(plan ? so_far.error() : plan.error());
    auto state = mission_of(*plan, base::text_at(*json, "base"));
    state.so_far = std::move(*so_far);
    state.cost_usd = base::real_at(*json, "cost_usd");
    const auto& tasks = base::value_at(*json, "tasks");
    for (std::size_t index = 0; tasks.is_array() && index < tasks.size(); ++index)
        for (auto& task : state.tasks)
            if (task.planned.task.id == base::text_at(tasks[index], "id"))
                read_task(tasks[index], onward, task);
    if (onward == Onward::report)
        read_account(*json, state);
    return state;
}

}  // namespace mendel::develop
