#pragma once

#include <string_view>

#include "base/json.hpp"
#include "base/result.hpp"
#include "model/task.hpp"

namespace mendel::model {

/// The public shape of a Task, "mendel.task/1" (schemas/task.schema.json). A Command is a shell
/// line (a string) or the words of a program (a list).
base::Json to_json(const Task& task);

/// Reads a Task from JSON text; every fault is an error of kind user that names the member.
/// Unknown members are faults. Only `id` and `title` must be there.
///
///     const auto task = model::parse_task(R"({"id": "t1", "title": "Add a test"})", "task.json");
base::Result<Task> parse_task(std::string_view text, std::string_view where);

/// The same from a value that is part of a larger document (a Plan).
base::Result<Task> task_from_json(const base::Json& json, std::string_view where);

}  // namespace mendel::model
