#include "run/queue_sqlite.hpp"

#include <fmt/format.h>

#include "run/task_text.hpp"

namespace mendel::run {

namespace {

constexpr const char* k_tables = R"(
create table if not exists tasks (
  sequence integer primary key autoincrement, id text unique not null, spec text not null,
  priority integer not null, rank real not null, retries integer not null, state integer not null,
  missing integer not null, attempt integer not null default 0, token integer not null default 0,
  until integer not null default 0, worker text not null default '', text text not null default '');
create index if not exists tasks_by_state on tasks (state, priority, rank desc, sequence);
create index if not exists tasks_by_time on tasks (state, until);
create table if not exists needs (task text not null, other text not null);
create index if not exists needs_by_other on needs (other);
create table if not exists effects (
  sequence integer primary key autoincrement, task text not null, what text not null,
  token integer not null, worker text not null);
create trigger if not exists effects_stay before delete on effects
  begin select raise(abort, 'the log of effects is append-only'); end;
create trigger if not exists effects_keep before update on effects
  begin select raise(abort, 'the log of effects is append-only'); end;
)";

}  // namespace

base::Status SqliteQueue::note(const std::string& id, std::string_view what, std::int64_t token,
                               const std::string& worker) {
    return m_database.run("insert into effects (task, what, token, worker) values (?, ?, ?, ?)",
                          {id, std::string(what), token, worker});
}

base::Result<bool> SqliteQueue::holds(const std::string& id, std::optional<std::int64_t> state) {
    bool found = false;
    const auto asked =
        m_database.run("select state from tasks where id = ?", {id},
                       [&](const sys::SqlRow& row) { found = !state || row.number(0) == *state; });
    return asked ? base::Result<bool>(found) : base::fail(asked.error());
}

base::Status SqliteQueue::add(const QueuedTask& task) {
    return m_database.run(
        "insert into tasks (id, spec, priority, rank, retries, state, missing) "
        "values (?, ?, ?, ?, ?, ?, 0)",
        {task.id, to_text(task), static_cast<std::int64_t>(task.priority), task.rank,
         std::int64_t{task.retries}, k_waiting});
}

base::Status SqliteQueue::wait_for_needs(const QueuedTask& task) {
    std::int64_t missing = 0;
    for (const auto& id : task.after) {
        const auto is_done = holds(id, k_done);
        if (!is_done)
            return base::fail(is_done.error());
        if (*is_done)
            continue;
        ++missing;
        if (const auto kept =
                m_database.run("insert into needs (task, other) values (?, ?)", {task.id, id});
            !kept)
            return kept;
    }
    return m_database.run("update tasks set missing = ?, state = ? where id = ?",
                          {missing, missing == 0 ? k_ready : k_waiting, task.id});
}

base::Status SqliteQueue::push(const std::vector<QueuedTask>& tasks) {
    const std::lock_guard lock(m_mutex);
    return m_database.transaction([&]() -> base::Status {
        std::vector<QueuedTask> fresh;
        std::vector<std::string> known;
        for (const auto& task : tasks) {
            const auto is_there = holds(task.id);
            if (!is_there)
                return base::fail(is_there.error());
            if (!*is_there)
                fresh.push_back(task);
            for (const auto& id : task.after)
                if (holds(id).value_or(false))
                    known.push_back(id);
        }
        if (const auto checked = check_graph(fresh, known); !checked)
            return checked;
        const auto counted = count_all();
        if (!counted)
            return base::fail(counted.error());
        if (counted->active() + counted->waiting + fresh.size() > m_options.most_open)
            return base::fail(base::ErrorKind::transient,
                              "The queue is full. Try again once tasks have ended.");
        for (const auto& task : fresh)
            if (const auto added = add(task); !added)
                return added;
        for (const auto& task : fresh)
            if (const auto waits = wait_for_needs(task); !waits)
                return waits;
        return {};
    });
}

base::Status SqliteQueue::cancel(const std::vector<std::string>& ids) {
    const std::lock_guard lock(m_mutex);
    return m_database.transaction([&]() -> base::Status {
        for (const auto& id : ids) {
            const auto set =
                m_database.run("update tasks set state = ? where id = ? and state not in (?, ?)",
                               {k_cancelled, id, k_done, k_cancelled});
            if (!set)
                return set;
            if (m_database.changes() == 0)
                continue;
            if (const auto noted = note(id, "cancelled", 0, ""); !noted)
                return noted;
        }
        return {};
    });
}

base::Status SqliteQueue::requeue(const std::vector<std::string>& ids) {
    const std::lock_guard lock(m_mutex);
    return m_database.transaction([&]() -> base::Status {
        for (const auto& id : ids) {
            const auto set =
                m_database.run("update tasks set state = ?, attempt = 0 where id = ? and state = ?",
                               {k_ready, id, k_dead});
            if (!set)
                return set;
            if (m_database.changes() == 0)
                return base::fail(base::ErrorKind::user,
                                  fmt::format("'{}' is no dead letter. See the list of them.", id));
            if (const auto noted = note(id, "requeued", 0, ""); !noted)
                return noted;
        }
        return {};
    });
}

base::Result<std::unique_ptr<Queue>> open_sqlite_queue(const std::string& path,
                                                       const QueueOptions& options) {
    auto database = sys::Database::open(path);
    if (!database)
        return base::fail(database.error());
    if (const auto made = database->execute(k_tables); !made)
        return base::fail(made.error());
    return std::make_unique<SqliteQueue>(std::move(*database), options);
}

}  // namespace mendel::run
