#include "run/task_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/json.hpp"

namespace mendel::run {

namespace {
constexpr const char* k_schema = "mendel.queued_task/1";

double real_at(const base::Json& json, const char* name, double otherwise) {
    const auto& value = base::value_at(json, name);
    return value.is_number() ? value.get<double>() : otherwise;
}
}  // namespace

std::string to_text(const QueuedTask& task) {
    return base::to_line({{"schema", k_schema},
                          {"id", task.id},
                          {"kind", task.kind},
                          {"payload", task.payload},
                          {"priority", name_of(task.priority)},
                          {"after", task.after},
                          {"estimate", task.estimate},
                          {"rank", task.rank},
                          {"retries", task.retries},
                          {"deadline", static_cast<double>(task.deadline.count()) / 1000},
                          {"cache_key", task.cache_key}});
}

base::Result<QueuedTask> task_from_text(std::string_view text) {
    const auto json = base::parse_json(text, "queued task");
    if (!json)
        return base::fail(json.error());
    const auto priority = priority_named(base::text_at(*json, "priority"));
    const auto id = base::text_at(*json, "id");
    if (base::text_at(*json, "schema") != k_schema || id.empty() || !priority)
        return base::fail(base::ErrorKind::user,
                          fmt::format("This is no task of a queue ({}). Push it with this version "
                                      "of mendel.",
                                      k_schema));
    QueuedTask task{.id = id,
                    .kind = base::text_at(*json, "kind"),
                    .payload = base::text_at(*json, "payload"),
                    .priority = *priority,
                    .estimate = real_at(*json, "estimate", 1),
                    .rank = real_at(*json, "rank", 0),
                    .retries = static_cast<int>(base::number_at(*json, "retries")),
                    .deadline = std::chrono::milliseconds(
                        static_cast<std::int64_t>(real_at(*json, "deadline", 0) * 1000)),
                    .cache_key = base::text_at(*json, "cache_key")};
    for (const auto& other : base::value_at(*json, "after"))
        if (other.is_string())
            task.after.push_back(other.get<std::string>());
    return task;
}

}  // namespace mendel::run
