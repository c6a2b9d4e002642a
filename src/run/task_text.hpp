#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "run/queue.hpp"

namespace mendel::run {

/// A task as one line of JSON, "mendel.queued_task/1" (schemas/queued_task.schema.json).
std::string to_text(const QueuedTask& task);

/// Reads what to_text wrote; anything else is an error of kind user.
base::Result<QueuedTask> task_from_text(std::string_view text);

}  // namespace mendel::run
