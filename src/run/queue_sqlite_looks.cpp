#include "run/queue_sqlite.hpp"
#include "run/task_text.hpp"

namespace mendel::run {

using sys::SqlRow;

base::Result<QueueCounts> SqliteQueue::count_all() {
    QueueCounts counts;
    std::size_t* const counters[] = {&counts.waiting,  &counts.delayed, &counts.ready,
                                     &counts.leased,   &counts.done,    &counts.dead,
                                     &counts.cancelled};
    const auto asked = m_database.run("select state, count(*) from tasks group by state", {},
                                      [&](const SqlRow& row) {
                                          *counters[static_cast<std::size_t>(row.number(0))] =
                                              static_cast<std::size_t>(row.number(1));
                                      });
    return asked ? base::Result<QueueCounts>(counts) : base::fail(asked.error());
}

base::Result<QueueCounts> SqliteQueue::locked_counts() {
    const std::lock_guard lock(m_mutex);
    return count_all();
}

base::Result<std::vector<TaskRecord>> SqliteQueue::records(std::optional<TaskState> state) {
    const std::lock_guard lock(m_mutex);
    std::vector<TaskRecord> records;
    base::Status read;
    const auto asked = m_database.run(
        "select spec, state, attempt, token, worker, text from tasks where ?1 < 0 or state = ?1 "
        "order by sequence",
        {state ? static_cast<std::int64_t>(*state) : std::int64_t{-1}}, [&](const SqlRow& row) {
            auto task = task_from_text(row.text(0));
            if (task)
                records.push_back({std::move(*task), static_cast<TaskState>(row.number(1)),
                                   static_cast<int>(row.number(2)), row.number(3), row.text(4),
                                   row.text(5)});
            else
                read = base::fail(task.error());
        });
    if (!asked || !read)
        return base::fail(asked ? read.error() : asked.error());
    return records;
}

base::Result<std::vector<Effect>> SqliteQueue::effects() {
    const std::lock_guard lock(m_mutex);
    std::vector<Effect> effects;
    const auto asked = m_database.run(
        "select task, what, token, worker from effects order by sequence", {},
        [&](const SqlRow& row) {
            effects.push_back({row.text(0), row.text(1), row.number(2), row.text(3)});
        });
    return asked ? base::Result<std::vector<Effect>>(std::move(effects))
                 : base::fail(asked.error());
}

}  // namespace mendel::run
