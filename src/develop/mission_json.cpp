#include <algorithm>

#include <nlohmann/json.hpp>

#include "develop/mission.hpp"
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
            {"detail", tried.result.detail}};
}

double real_at(const Json& json, const char* name) {
    const auto& value = base::value_at(json, name);
    return value.is_number() ? value.get<double>() : 0;
}

Tried read_tried(const Json& json) {
    Tried tried;
    tried.result = {.id = base::text_at(json, "id"),
                    .maker = base::text_at(json, "maker"),
                    .cost_usd = real_at(json, "cost_usd"),
                    .seconds = real_at(json, "seconds"),
                    .detail = base::text_at(json, "detail")};
    tried.placing = {.id = tried.result.id,
                     .may_win = base::flag_at(json, "may_win"),
                     .reason = base::text_at(json, "reason"),
                     .total = real_at(json, "total")};
    for (const auto& score : base::value_at(json, "scores"))
        tried.placing.scores.push_back({base::text_at(score, "dimension"), real_at(score, "points"),
                                        base::text_at(score, "evidence")});
    return tried;
}

Json state_json(const TaskState& task) {
    auto tried = Json::array();
    for (const auto& one : task.tried)
        tried.push_back(tried_json(one));
    return {{"id", task.planned.task.id}, {"stage", name_of(task.stage)}, {"winner", task.winner},
            {"note", task.note},          {"rounds", task.rounds},        {"tried", tried}};
}

/// What had not ended when the state was written begins again.
void read_state(const Json& json, TaskState& task) {
    const auto stage = base::text_at(json, "stage");
    if (stage == name_of(Stage::accepted))
        task.stage = Stage::accepted;
    if (task.stage == Stage::accepted) {
        task.winner = base::text_at(json, "winner");
        task.note = base::text_at(json, "note");
    }
    task.rounds =
        task.stage == Stage::accepted ? static_cast<int>(base::number_at(json, "rounds")) : 0;
    for (const auto& one : base::value_at(json, "tried"))
        if (task.stage == Stage::accepted)
            task.tried.push_back(read_tried(one));
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

std::size_t MissionState::count(Stage stage) const {
    return static_cast<std::size_t>(std::count_if(
        tasks.begin(), tasks.end(), [&](const auto& task) { return task.stage == stage; }));
}

Json to_json(const MissionState& state) {
    auto tasks = Json::array();
    for (const auto& task : state.tasks)
        tasks.push_back(state_json(task));
    auto checks = Json::array();
    for (const auto& check : state.checks)
        checks.push_back({{"command", check.command}, {"exit_code", check.exit_code}});
    return {{"schema", k_schema},
            {"base", state.base},
            {"plan", plan::to_json(state.plan())},
            {"so_far", model::to_json(state.so_far)},
            {"tasks", tasks},
            {"integrated", state.is_integrated},
            {"checks", checks},
            {"cost_usd", state.cost_usd}};
}

base::Result<MissionState> parse_mission(std::string_view text, std::string_view where) {
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
    MissionState state{.goal = plan->goal,
                       .strategy = plan->strategy,
                       .complexity = plan->complexity,
                       .base = base::text_at(*json, "base"),
                       .so_far = std::move(*so_far),
                       .cost_usd = real_at(*json, "cost_usd")};
    for (const auto& planned : plan->tasks)
        state.tasks.push_back({.planned = planned});
    const auto& tasks = base::value_at(*json, "tasks");
    for (std::size_t index = 0; index < state.tasks.size() && index < tasks.size(); ++index)
        read_state(tasks.at(index), state.tasks[index]);
    return state;
}

}  // namespace mendel::develop
