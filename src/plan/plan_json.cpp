#include "plan/plan_json.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "model/task_json.hpp"
#include "plan/plan.hpp"
#include "plan/schedule.hpp"

namespace mendel::plan {

namespace {

using base::Json;

constexpr const char* k_schema = "mendel.plan/1";
constexpr std::string_view k_phases[] = {"explore", "design",   "build",
                                         "test",    "document", "integrate"};

Json task_json(const model::PlannedTask& planned, const Slot& slot) {
    return {{"task", model::to_json(planned.task)},
            {"phase", name_of(planned.phase)},
            {"feature", planned.feature},
            {"method", planned.method},
            {"low_minutes", planned.low_minutes},
            {"high_minutes", planned.high_minutes},
            {"risk", planned.risk},
            {"risk_reasons", planned.risk_reasons},
            {"touches", planned.touches},
            {"earliest", slot.earliest},
            {"slack", slot.slack()}};
}

tl::unexpected<base::Error> refused(std::string_view where, const std::string& what) {
    return base::fail(base::ErrorKind::user, "This is no plan: " + what + " Mend it, or plan anew.",
                      std::string(where));
}

base::Result<model::PlannedTask> read_task(const Json& json, std::string_view where) {
    if (!json.is_object() || !json.contains("task"))
        return refused(where, "an item of `tasks` has no `task`.");
    auto task = model::task_from_json(json.at("task"), where);
    if (!task)
        return base::fail(task.error());
    model::PlannedTask planned{.task = std::move(*task),
                               .feature = base::text_at(json, "feature"),
                               .method = base::text_at(json, "method"),
                               .risk = static_cast<int>(base::number_at(json, "risk"))};
    const auto phase = base::text_at(json, "phase");
    const auto found = std::find(std::begin(k_phases), std::end(k_phases), phase);
    if (found == std::end(k_phases))
        return refused(where, fmt::format("'{}' has no phase.", planned.task.id));
    planned.phase = static_cast<model::Phase>(found - std::begin(k_phases));
    const auto number = [&](const char* name, double otherwise) {
        const auto& value = base::value_at(json, name);
        return value.is_number() ? value.get<double>() : otherwise;
    };
    planned.low_minutes = number("low_minutes", planned.task.plan.estimate_minutes);
    planned.high_minutes = number("high_minutes", planned.task.plan.estimate_minutes);
    for (const auto& [name, list] :
         {std::pair("risk_reasons", &planned.risk_reasons), std::pair("touches", &planned.touches)})
        for (const auto& item : base::value_at(json, name))
            if (item.is_string())
                list->push_back(item.get<std::string>());
    return planned;
}

}  // namespace

std::string_view name_of(model::Phase phase) {
    return k_phases[static_cast<std::size_t>(phase)];
}

Json to_json(const model::Plan& plan) {
    const auto schedule = schedule_of(plan);
    Json json = {{"schema", k_schema},
                 {"goal", plan.goal},
                 {"strategy", plan.strategy},
                 {"complexity", plan.complexity},
                 {"minutes", schedule.minutes},
                 {"width", schedule.width},
                 {"critical_path", schedule.critical},
                 {"order", schedule.order},
                 {"tasks", Json::array()}};
    for (std::size_t index = 0; index < plan.tasks.size(); ++index)
        json["tasks"].push_back(task_json(
            plan.tasks[index], index < schedule.slots.size() ? schedule.slots[index] : Slot{}));
    return json;
}

base::Result<model::Plan> parse_plan(std::string_view text, std::string_view where) {
    const auto json = base::parse_json(text, where);
    if (!json)
        return base::fail(json.error());
    if (base::text_at(*json, "schema") != k_schema)
        return refused(where, fmt::format("its schema is not {}.", k_schema));
    model::Plan plan{.goal = base::text_at(*json, "goal"),
                     .strategy = base::text_at(*json, "strategy"),
                     .complexity = base::text_at(*json, "complexity")};
    for (const auto& item : base::value_at(*json, "tasks")) {
        auto planned = read_task(item, where);
        if (!planned)
            return base::fail(planned.error());
        plan.tasks.push_back(std::move(*planned));
    }
    if (const auto problems = plan_problems(plan); !problems.empty())
        return refused(where, problems.front());
    return plan;
}

}  // namespace mendel::plan
