#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "plan/plan.hpp"
#include "plan/schedule.hpp"

namespace mendel::plan {

namespace {

using Problems = std::vector<std::string>;

void check_task(const model::PlannedTask& planned, Problems& problems) {
    const auto& task = planned.task;
    if (!model::is_task_id(task.id))
        problems.push_back(fmt::format("'{}' is no id of a task.", task.id));
    if (task.title.empty())
        problems.push_back(fmt::format("'{}' has no title.", task.id));
    if (task.plan.estimate_minutes <= 0 || task.plan.estimate_minutes > k_most_minutes)
        problems.push_back(
            fmt::format("'{}' is estimated at {:.0f} minutes; it must be over 0 and "
                        "at most {:.0f}.",
                        task.id, task.plan.estimate_minutes, k_most_minutes));
    if (planned.low_minutes > task.plan.estimate_minutes ||
        planned.high_minutes < task.plan.estimate_minutes)
        problems.push_back(fmt::format("The range of '{}' does not hold its estimate.", task.id));
    if (planned.risk < 1 || planned.risk > 5)
        problems.push_back(
            fmt::format("'{}' has the risk {}; it is 1 to 5.", task.id, planned.risk));
    for (const auto& skill : task.plan.skills)
        if (std::find(known_skills().begin(), known_skills().end(), skill) == known_skills().end())
            problems.push_back(
                fmt::format("'{}' asks for the skill '{}', which nobody has.", task.id, skill));
}

std::string a_circle(const model::Plan& plan) {
    std::map<std::string, const model::PlannedTask*> tasks;
    for (const auto& planned : plan.tasks)
        tasks[planned.task.id] = &planned;
    for (bool is_smaller = true; is_smaller;) {  // takes out what waits for nothing
        is_smaller = false;
        for (auto entry = tasks.begin(); entry != tasks.end();) {
            const auto& needs = entry->second->task.plan.depends_on;
            const bool waits = std::any_of(needs.begin(), needs.end(),
                                           [&](const auto& id) { return tasks.count(id) > 0; });
            entry = waits ? std::next(entry) : (is_smaller = true, tasks.erase(entry));
        }
    }
    std::vector<std::string> path;
    auto at = tasks.empty() ? std::string() : tasks.begin()->first;
    while (std::find(path.begin(), path.end(), at) == path.end()) {
        path.push_back(at);
        for (const auto& id : tasks.at(at)->task.plan.depends_on)
            if (tasks.count(id) > 0) {
                at = id;
                break;
            }
    }
    path.erase(path.begin(), std::find(path.begin(), path.end(), at));
    path.push_back(at);
    return base::join(path, " -> ");
}

bool overlap(const std::string& left, const std::string& right) {
    const auto holds = [](const std::string& folder, const std::string& path) {
        return !folder.empty() && folder.back() == '/' && path.rfind(folder, 0) == 0;
    };
    return left == right || holds(left, right) || holds(right, left);
}

/// A file that both own; "" where there is none.
std::string shared_file(const model::PlannedTask& left, const model::PlannedTask& right) {
    for (const auto& one : left.touches)
        for (const auto& other : right.touches)
            if (overlap(one, other))
                return one;
    return {};
}

template <class Visit>
void each_clash(const model::Plan& plan, const Visit& visit) {
    const auto count = plan.tasks.size();
    for (std::size_t left = 0; left < count; ++left)
        for (std::size_t right = left + 1; right < count; ++right)
            if (auto file = shared_file(plan.tasks[left], plan.tasks[right]); !file.empty())
                visit(left, right, file);
}

}  // namespace

const std::vector<std::string>& known_skills() {
    static const std::vector<std::string> k_skills = {
        "algorithm", "analysis",   "api",         "backend",       "c",           "cpp",
        "data",      "database",   "devops",      "documentation", "frontend",    "go",
        "java",      "javascript", "performance", "python",        "refactoring", "review",
        "rust",      "security",   "testing",     "typescript"};
    return k_skills;
}

std::vector<std::string> plan_problems(const model::Plan& plan) {
    Problems problems;
    if (plan.tasks.empty())
        problems.emplace_back("The plan has no task.");
    std::set<std::string> ids;
    for (const auto& planned : plan.tasks) {
        check_task(planned, problems);
        if (!ids.insert(planned.task.id).second)
            problems.push_back(fmt::format("Two tasks are called '{}'.", planned.task.id));
    }
    for (const auto& planned : plan.tasks)
        for (const auto& id : planned.task.plan.depends_on)
            if (ids.count(id) == 0)
                problems.push_back(
                    fmt::format("'{}' waits for '{}', which is no task.", planned.task.id, id));
    if (!task_order(plan)) {
        problems.push_back(
            fmt::format("Tasks wait for each other in a circle: {}.", a_circle(plan)));
        return problems;
    }
    const auto before = reachability(plan);
    const auto count = plan.tasks.size();
    each_clash(plan, [&](std::size_t left, std::size_t right, const std::string& file) {
        if (!before[left * count + right] && !before[right * count + left])
            problems.push_back(fmt::format("'{}' and '{}' could run at once and both own {}.",
                                           plan.tasks[left].task.id, plan.tasks[right].task.id,
                                           file));
    });
    return problems;
}

void settle_ownership(model::Plan& plan) {
    const auto order = task_order(plan);
    if (!order)
        return;
    std::vector<std::size_t> place(plan.tasks.size());
    for (std::size_t at = 0; at < order->size(); ++at)
        place[(*order)[at]] = at;
    std::vector<std::pair<std::size_t, std::size_t>> clashes;
    each_clash(plan, [&](std::size_t left, std::size_t right, const std::string&) {
        clashes.emplace_back(std::min(place[left], place[right]),
                             std::max(place[left], place[right]));
    });
    // In the order of the plan no edge can close a circle.
    std::sort(clashes.begin(), clashes.end(), [](const auto& left, const auto& right) {
        return left.second - left.first < right.second - right.first;
    });
    const auto count = plan.tasks.size();
    auto before = reachability(plan);
    for (const auto& [early, late] : clashes) {
        const auto first = (*order)[early];
        const auto second = (*order)[late];
        if (before[first * count + second])
            continue;
        plan.tasks[second].task.plan.depends_on.push_back(plan.tasks[first].task.id);
        before = reachability(plan);
    }
}

}  // namespace mendel::plan
