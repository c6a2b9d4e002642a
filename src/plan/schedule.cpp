#include "plan/schedule.hpp"

#include <algorithm>
#include <map>

namespace mendel::plan {

namespace {

std::map<std::string, std::size_t> places_of(const model::Plan& plan) {
    std::map<std::string, std::size_t> places;
    for (std::size_t index = 0; index < plan.tasks.size(); ++index)
        places.emplace(plan.tasks[index].task.id, index);
    return places;
}

/// For each task the indices of those it waits for.
std::vector<std::vector<std::size_t>> needs_of(const model::Plan& plan) {
    const auto places = places_of(plan);
    std::vector<std::vector<std::size_t>> needs(plan.tasks.size());
    for (std::size_t index = 0; index < plan.tasks.size(); ++index)
        for (const auto& id : plan.tasks[index].task.plan.depends_on)
            if (const auto place = places.find(id); place != places.end())
                needs[index].push_back(place->second);
    return needs;
}

double minutes_of(const model::PlannedTask& task) {
    return task.task.plan.estimate_minutes;
}

std::size_t width_of(const model::Plan& plan, const std::vector<Slot>& slots) {
    std::vector<std::pair<double, int>> changes;
    for (std::size_t index = 0; index < slots.size(); ++index) {
        changes.emplace_back(slots[index].earliest, 1);
        changes.emplace_back(slots[index].earliest + std::max(1e-6, minutes_of(plan.tasks[index])),
                             -1);
    }
    std::sort(changes.begin(), changes.end());
    int now = 0;
    int most = 0;
    for (const auto& [time, change] : changes)
        most = std::max(most, now += change);
    return static_cast<std::size_t>(most);
}

}  // namespace

std::optional<std::vector<std::size_t>> task_order(const model::Plan& plan) {
    const auto needs = needs_of(plan);
    std::vector<std::size_t> missing(plan.tasks.size());
    std::vector<std::vector<std::size_t>> followers(plan.tasks.size());
    for (std::size_t index = 0; index < needs.size(); ++index)
        for (const auto need : needs[index]) {
            ++missing[index];
            followers[need].push_back(index);
        }
    const auto sooner = [&](std::size_t left, std::size_t right) {
        const auto key = [&](std::size_t index) {
            return std::make_pair(-plan.tasks[index].task.plan.priority, index);
        };
        return key(left) < key(right);
    };
    std::vector<std::size_t> free;
    for (std::size_t index = 0; index < missing.size(); ++index)
        if (missing[index] == 0)
            free.push_back(index);
    std::vector<std::size_t> order;
    while (!free.empty()) {
        const auto next = std::min_element(free.begin(), free.end(), sooner);
        order.push_back(*next);
        free.erase(next);
        for (const auto follower : followers[order.back()])
            if (--missing[follower] == 0)
                free.push_back(follower);
    }
    if (order.size() < plan.tasks.size())
        return {};
    return order;
}

Schedule schedule_of(const model::Plan& plan) {
    Schedule schedule;
    const auto order = task_order(plan);
    if (!order || plan.tasks.empty())
        return schedule;
    const auto needs = needs_of(plan);
    schedule.slots.resize(plan.tasks.size());
    for (const auto index : *order) {
        auto& slot = schedule.slots[index];
        slot.id = plan.tasks[index].task.id;
        for (const auto need : needs[index])
            slot.earliest = std::max(slot.earliest,
                                     schedule.slots[need].earliest + minutes_of(plan.tasks[need]));
        schedule.minutes =
            std::max(schedule.minutes, slot.earliest + minutes_of(plan.tasks[index]));
        schedule.order.push_back(slot.id);
    }
    for (std::size_t index = 0; index < plan.tasks.size(); ++index)
        schedule.slots[index].latest = schedule.minutes - minutes_of(plan.tasks[index]);
    for (auto index = order->rbegin(); index != order->rend(); ++index)
        for (const auto need : needs[*index])
            schedule.slots[need].latest =
                std::min(schedule.slots[need].latest,
                         schedule.slots[*index].latest - minutes_of(plan.tasks[need]));
    double end = 0;
    for (const auto index : *order) {
        const auto& slot = schedule.slots[index];
        if (slot.slack() > 1e-6 || slot.earliest + 1e-6 < end)
            continue;
        schedule.critical.push_back(slot.id);
        end = slot.earliest + minutes_of(plan.tasks[index]);
    }
    schedule.width = width_of(plan, schedule.slots);
    return schedule;
}

std::vector<bool> reachability(const model::Plan& plan) {
    const auto count = plan.tasks.size();
    std::vector<bool> before(count * count);
    const auto order = task_order(plan);
    if (!order)
        return before;
    const auto needs = needs_of(plan);
    for (const auto index : *order)
        for (const auto need : needs[index]) {
            before[need * count + index] = true;
            for (std::size_t other = 0; other < count; ++other)
                if (before[other * count + need])
                    before[other * count + index] = true;
        }
    return before;
}

}  // namespace mendel::plan
