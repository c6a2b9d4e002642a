#include "run/queue.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "base/text.hpp"

namespace mendel::run {

namespace {

constexpr std::string_view k_priorities[] = {"critical", "high", "normal", "low"};
constexpr std::string_view k_states[] = {"waiting", "delayed", "ready",    "leased",
                                         "done",    "dead",    "cancelled"};
constexpr std::string_view k_endings[] = {"done", "retry", "dead", "postponed"};

using Places = std::unordered_map<std::string, std::size_t>;

Places places_of(const std::vector<QueuedTask>& tasks) {
    Places places;
    places.reserve(tasks.size());
    for (std::size_t index = 0; index < tasks.size(); ++index)
        places.emplace(tasks[index].id, index);
    return places;
}

/// Indices in an order in which dependencies come first (Kahn); shorter than tasks for a cycle.
std::vector<std::size_t> dependency_order(const std::vector<QueuedTask>& tasks,
                                          const Places& places) {
    std::vector<std::size_t> missing(tasks.size());
    std::vector<std::vector<std::size_t>> followers(tasks.size());
    for (std::size_t index = 0; index < tasks.size(); ++index)
        for (const auto& id : tasks[index].after)
            if (const auto place = places.find(id); place != places.end()) {
                ++missing[index];
                followers[place->second].push_back(index);
            }
    std::vector<std::size_t> order;
    order.reserve(tasks.size());
    for (std::size_t index = 0; index < tasks.size(); ++index)
        if (missing[index] == 0)
            order.push_back(index);
    for (std::size_t next = 0; next < order.size(); ++next)
        for (const auto follower : followers[order[next]])
            if (--missing[follower] == 0)
                order.push_back(follower);
    return order;
}

/// One cycle as "a -> b -> a", found by walking among the tasks that never became free.
std::string a_cycle(const std::vector<QueuedTask>& tasks, const Places& places,
                    const std::vector<std::size_t>& order) {
    std::vector<bool> is_free(tasks.size());
    for (const auto index : order)
        is_free[index] = true;
    std::size_t at = 0;
    while (at < tasks.size() && is_free[at])
        ++at;
    std::vector<std::string> path;
    std::set<std::size_t> seen;
    while (seen.insert(at).second) {
        path.push_back(tasks[at].id);
        for (const auto& id : tasks[at].after)
            if (const auto place = places.find(id);
                place != places.end() && !is_free[place->second]) {
                at = place->second;
                break;
            }
    }
    path.erase(path.begin(), std::find(path.begin(), path.end(), tasks[at].id));
    path.push_back(tasks[at].id);
    return base::join(path, " -> ");
}

}  // namespace

std::string_view name_of(Priority priority) {
    return k_priorities[static_cast<std::size_t>(priority)];
}

std::optional<Priority> priority_named(std::string_view name) {
    for (std::size_t index = 0; index < std::size(k_priorities); ++index)
        if (k_priorities[index] == name)
            return static_cast<Priority>(index);
    return {};
}

std::string_view name_of(TaskState state) {
    return k_states[static_cast<std::size_t>(state)];
}

std::string_view name_of(Ending ending) {
    return k_endings[static_cast<std::size_t>(ending)];
}

base::Result<std::unique_ptr<Queue>> open_queue(const std::string& url,
                                                const QueueOptions& options) {
    if (url == "memory:")
        return open_memory_queue(options);
    if (url.rfind("sqlite:", 0) == 0 && url.size() > 7)
        return open_sqlite_queue(url.substr(7), options);
    if (url.rfind("redis://", 0) == 0)
        return open_redis_queue(url, options);
    return base::fail(base::ErrorKind::user,
                      fmt::format("'{}' is no queue. Use redis://HOST:PORT, or sqlite:FILE.", url));
}

base::Status check_graph(const std::vector<QueuedTask>& tasks,
                         const std::vector<std::string>& known) {
    const auto places = places_of(tasks);
    const std::set<std::string> others(known.begin(), known.end());
    if (places.size() < tasks.size())
        return base::fail(base::ErrorKind::user,
                          "Two tasks have the same id. Give each an id of its own.");
    for (const auto& task : tasks) {
        if (task.id.empty())
            return base::fail(base::ErrorKind::user, "A task has no id. Give it one.");
        for (const auto& id : task.after)
            if (places.count(id) == 0 && others.count(id) == 0)
                return base::fail(base::ErrorKind::user,
                                  fmt::format("The task '{}' waits for '{}', which is no task. Add "
                                              "it, or take it out.",
                                              task.id, id));
    }
    const auto order = dependency_order(tasks, places);
    if (order.size() < tasks.size())
        return base::fail(base::ErrorKind::user,
                          fmt::format("The tasks wait for each other in a circle: {}. Take one of "
                                      "these dependencies out.",
                                      a_cycle(tasks, places, order)));
    return {};
}

std::vector<QueuedTask> with_ranks(std::vector<QueuedTask> tasks) {
    const auto places = places_of(tasks);
    const auto order = dependency_order(tasks, places);
    for (auto& task : tasks)
        task.rank = task.estimate;
    for (auto index = order.rbegin(); index != order.rend(); ++index)
        for (const auto& id : tasks[*index].after)
            if (const auto place = places.find(id); place != places.end()) {
                auto& before = tasks[place->second];
                before.rank = std::max(before.rank, before.estimate + tasks[*index].rank);
            }
    return tasks;
}

std::vector<std::string> effect_problems(const std::vector<Effect>& effects) {
    struct Seen {
        std::int64_t newest = 0;
        bool is_done = false;
    };
    std::unordered_map<std::string, Seen> tasks;
    std::vector<std::string> problems;
    for (const auto& effect : effects) {
        auto& seen = tasks[effect.task];
        if (effect.what == "leased")
            seen.newest = std::max(seen.newest, effect.token);
        if (effect.what == "requeued")
            seen.is_done = false;
        if (effect.what != "done")
            continue;
        if (seen.is_done)
            problems.push_back(fmt::format("'{}' was done twice", effect.task));
        if (effect.token != seen.newest)
            problems.push_back(fmt::format("'{}' was done under token {} while {} was the newest",
                                           effect.task, effect.token, seen.newest));
        seen.is_done = true;
    }
    return problems;
}

}  // namespace mendel::run
