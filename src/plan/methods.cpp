#include "plan/methods.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/yaml.hpp"
#include "plan/data.hpp"

namespace mendel::plan {

namespace {

using base::Json;

/// The one list of methods; the first that matches is taken.
constexpr std::string_view k_methods[] = {
    "library_upgrade", "migration",   "documentation", "endpoint",  "bug_fix",
    "performance",     "refactoring", "command",       "data_move", "feature"};

/// A table that is built in can only be wrong by a bug.
Json read_table(const std::string& name) {
    auto document = base::parse_yaml(data_file(name), name);
    if (!document)
        throw std::logic_error(base::describe(document.error()));
    return std::move(*document->value);
}

std::vector<std::string> texts(const Json& json, const char* name) {
    return json.value(name, std::vector<std::string>());
}

model::Phase phase_named(const std::string& name) {
    constexpr std::string_view k_names[] = {"explore", "design",   "build",
                                            "test",    "document", "integrate"};
    const auto found = std::find(std::begin(k_names), std::end(k_names), name);
    if (found == std::end(k_names))
        throw std::logic_error("no phase: " + name);
    return static_cast<model::Phase>(found - std::begin(k_names));
}

Touches touches_named(const std::string& name) {
    constexpr std::string_view k_names[] = {"none", "sources", "tests", "documents", "manifests"};
    const auto found = std::find(std::begin(k_names), std::end(k_names), name);
    if (found == std::end(k_names))
        throw std::logic_error("no kind of files: " + name);
    return static_cast<Touches>(found - std::begin(k_names));
}

MethodTask read_task(const Json& json) {
    MethodTask task{.id = json.at("id").get<std::string>(),
                    .method = json.value("method", std::string()),
                    .needs = texts(json, "needs")};
    if (!task.method.empty())
        return task;
    task.phase = phase_named(json.at("phase").get<std::string>());
    task.kind = model::task_kind_named(json.at("kind").get<std::string>()).value();
    task.title = json.at("title").get<std::string>();
    task.skills = texts(json, "skills");
    task.minutes = json.at("minutes").get<double>();
    task.touches = touches_named(json.at("touches").get<std::string>());
    task.risk = json.value("risk", 0);
    return task;
}

Method read_method(std::string_view name) {
    const auto json = read_table(fmt::format("method_{}.yaml", name));
    Method method{.name = std::string(name), .priority = json.value("priority", 0)};
    for (const auto& pattern : texts(json, "matches"))
        method.matches.emplace_back(pattern);
    for (const auto& task : json.at("tasks"))
        method.tasks.push_back(read_task(task));
    return method;
}

const Method& method_named(const std::string& name) {
    for (const auto& method : methods())
        if (method.name == name)
            return method;
    throw std::logic_error("no method: " + name);
}

/// Of a refined method: the tasks that nothing in it waits for.
std::vector<std::string> ends_of(const std::vector<MethodTask>& tasks) {
    std::vector<std::string> ends;
    for (const auto& task : tasks) {
        const bool is_needed = std::any_of(tasks.begin(), tasks.end(), [&](const auto& other) {
            return std::find(other.needs.begin(), other.needs.end(), task.id) != other.needs.end();
        });
        if (!is_needed)
            ends.push_back(task.id);
    }
    return ends;
}

void replace_need(MethodTask& task, const std::string& id, const std::vector<std::string>& by) {
    const auto place = std::find(task.needs.begin(), task.needs.end(), id);
    if (place == task.needs.end())
        return;
    task.needs.erase(place);
    task.needs.insert(task.needs.end(), by.begin(), by.end());
}

}  // namespace

const std::vector<Method>& methods() {
    static const auto k_all = [] {
        std::vector<Method> all;
        for (const auto name : k_methods)
            all.push_back(read_method(name));
        return all;
    }();
    return k_all;
}

const Method& method_for(std::string_view text) {
    for (const auto& method : methods())
        for (const auto& pattern : method.matches)
            if (pattern.found_in(text))
                return method;
    return methods().back();
}

std::vector<MethodTask> refined(const Method& method) {
    std::vector<MethodTask> tasks = method.tasks;
    for (std::size_t at = 0; at < tasks.size(); ++at) {
        if (tasks[at].method.empty())
            continue;
        const auto outer = tasks[at];
        auto inner = refined(method_named(outer.method));
        for (auto& task : inner) {
            for (auto& need : task.needs)
                need = outer.id + "-" + need;
            task.id = outer.id + "-" + task.id;
            if (task.needs.empty())
                task.needs = outer.needs;
        }
        const auto ends = ends_of(inner);
        tasks.erase(tasks.begin() + static_cast<std::ptrdiff_t>(at));
        tasks.insert(tasks.begin() + static_cast<std::ptrdiff_t>(at), inner.begin(), inner.end());
        for (auto& task : tasks)
            replace_need(task, outer.id, ends);
    }
    return tasks;
}

const std::vector<RiskWord>& risk_words() {
    static const auto k_words = [] {
        std::vector<RiskWord> words;
        for (const auto& json : read_table("risk_words.yaml"))
            words.push_back({base::Regex(json.at("pattern").get<std::string>()),
                             json.at("adds").get<int>(), json.at("reason").get<std::string>()});
        return words;
    }();
    return k_words;
}

}  // namespace mendel::plan
