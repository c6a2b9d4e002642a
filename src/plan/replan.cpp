#include <algorithm>

#include <fmt/format.h>

#include "plan/plan.hpp"
#include "plan/schedule.hpp"

namespace mendel::plan {

namespace {

bool is_taken(const model::Plan& plan, const std::string& id) {
    return std::any_of(plan.tasks.begin(), plan.tasks.end(),
                       [&](const auto& planned) { return planned.task.id == id; });
}

std::string free_id(const model::Plan& plan, const std::string& id, const std::string& ending) {
    for (int number = 1;; ++number) {
        auto name = fmt::format("{}-{}{}", id.substr(0, 80), ending, number);
        if (!is_taken(plan, name))
            return name;
    }
}

void scale(model::PlannedTask& planned, double by) {
    planned.low_minutes *= by;
    planned.high_minutes *= by;
    planned.task.plan.estimate_minutes *= by;
}

void wait_instead(model::Plan& plan, const std::string& for_this, const std::string& now) {
    for (auto& planned : plan.tasks)
        for (auto& id : planned.task.plan.depends_on)
            id = id == for_this ? now : id;
}

/// The same work in two parts that follow each other.
void halve(model::Plan& plan, std::size_t index) {
    auto first = plan.tasks[index];
    scale(first, 0.5);
    auto second = first;
    const auto id = first.task.id;
    first.task.id = free_id(plan, id, "part");
    plan.tasks[index] = first;
    second.task.id = free_id(plan, id, "part");
    first.task.title += " (first half)";
    second.task.title += " (second half)";
    second.task.plan.depends_on = {first.task.id};
    plan.tasks[index] = first;
    wait_instead(plan, id, second.task.id);
    plan.tasks.insert(plan.tasks.begin() + static_cast<std::ptrdiff_t>(index) + 1, second);
}

/// A task that finds out why, then the failed one once more.
void retry(model::Plan& plan, std::size_t index, const std::string& reason) {
    auto again = plan.tasks[index];
    const auto id = again.task.id;
    model::PlannedTask look{.phase = model::Phase::explore,
                            .feature = again.feature,
                            .method = "replan",
                            .low_minutes = 15,
                            .high_minutes = 60,
                            .risk = again.risk,
                            .risk_reasons = {"It failed once."}};
    look.task = {.id = free_id(plan, id, "why"),
                 .kind = model::TaskKind::review,
                 .title = "Find out why this failed: " + again.task.title,
                 .instruction = reason,
                 .files = again.task.files};
    look.task.plan = {.depends_on = again.task.plan.depends_on,
                      .skills = {"analysis"},
                      .estimate_minutes = 30,
                      .risk = again.task.plan.risk,
                      .priority = again.task.plan.priority + 1};
    again.task.id = free_id(plan, id, "again");
    again.task.plan.depends_on = {look.task.id};
    again.risk = std::min(5, again.risk + 1);
    again.risk_reasons.push_back("It failed once: " + reason);
    plan.tasks[index] = look;
    wait_instead(plan, id, again.task.id);
    plan.tasks.insert(plan.tasks.begin() + static_cast<std::ptrdiff_t>(index) + 1, again);
}

}  // namespace

model::Plan replanned(const model::Plan& plan, const std::vector<TaskProgress>& progress) {
    auto next = plan;
    for (const auto& made : progress) {
        const auto found =
            std::find_if(next.tasks.begin(), next.tasks.end(),
                         [&](const auto& planned) { return planned.task.id == made.id; });
        if (found == next.tasks.end() || made.progress == Progress::done)
            continue;
        const auto index = static_cast<std::size_t>(found - next.tasks.begin());
        if (made.progress == Progress::too_big)
            halve(next, index);
        else
            retry(next, index, made.reason);
    }
    settle_ownership(next);
    return next;
}

}  // namespace mendel::plan
