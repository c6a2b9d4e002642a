#include <chrono>
#include <mutex>

#include <fmt/format.h>

#include "base/text.hpp"
#include "run/queue.hpp"
#include "run/task_text.hpp"
#include "sys/clock.hpp"
#include "sys/database.hpp"

namespace mendel::run {

namespace {

using sys::SqlRow;

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

constexpr auto k_waiting = static_cast<std::int64_t>(TaskState::waiting);
constexpr auto k_delayed = static_cast<std::int64_t>(TaskState::delayed);
constexpr auto k_ready = static_cast<std::int64_t>(TaskState::ready);
constexpr auto k_leased = static_cast<std::int64_t>(TaskState::leased);
constexpr auto k_done = static_cast<std::int64_t>(TaskState::done);
constexpr auto k_dead = static_cast<std::int64_t>(TaskState::dead);
constexpr auto k_cancelled = static_cast<std::int64_t>(TaskState::cancelled);

class SqliteQueue : public Queue {
  public:
    SqliteQueue(sys::Database database, QueueOptions options)
        : m_database(std::move(database)),
          m_options(std::move(options)),
          m_clock(m_options.clock.value_or(sys::system_clock())) {}

    base::Status push(const std::vector<QueuedTask>& tasks) override;
    base::Result<std::vector<Lease>> take(const std::string& worker, std::size_t most) override;
    base::Result<std::vector<std::string>> beat(const std::vector<Lease>& leases) override;
    base::Result<std::vector<std::string>> report(const std::vector<Report>& reports) override;
    base::Status cancel(const std::vector<std::string>& ids) override;
    base::Status requeue(const std::vector<std::string>& ids) override;
    base::Result<QueueCounts> counts() override { return locked_counts(); }
    base::Result<std::vector<TaskRecord>> records(std::optional<TaskState> state) override;
    base::Result<std::vector<Effect>> effects() override;

  private:
    using Values = std::vector<sys::SqlValue>;
    std::int64_t now() const {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
                   m_clock.now().time_since_epoch())
            .count();
    }
    std::int64_t lease_end() const { return now() + m_options.lease.count(); }
    base::Status note(const std::string& id, std::string_view what, std::int64_t token,
                      const std::string& worker);
    base::Status add(const QueuedTask& task);
    base::Status wait_for_needs(const QueuedTask& task);
    base::Status wake_due();
    base::Status lease_out(const std::string& worker, std::vector<Lease>& leases, std::size_t most);
    base::Result<bool> end(const Report& report);
    base::Status free_followers(const std::string& id);
    base::Result<QueueCounts> locked_counts();
    base::Result<QueueCounts> count_all();
    base::Result<bool> holds(const std::string& id, std::optional<std::int64_t> state = {});

    sys::Database m_database;
    QueueOptions m_options;
    model::Clock m_clock;
    std::mutex m_mutex = {};
};

/// Runs steps in order until one fails.
template <class... Step>
base::Status in_turn(Step&&... steps) {
    base::Status status;
    (void)((status = steps(), status.has_value()) && ...);
    return status;
}

base::Status SqliteQueue::note(const std::string& id, std::string_view what, std::int64_t token,
                               const std::string& worker) {
    return m_database.run("insert into effects (task, what, token, worker) values (?, ?, ?, ?)",
                          {id, std::string(what), token, worker});
}

base::Result<bool> SqliteQueue::holds(const std::string& id, std::optional<std::int64_t> state) {
    bool found = false;
    const auto asked =
        m_database.run("select state from tasks where id = ?", {id},
                       [&](const SqlRow& row) { found = !state || row.number(0) == *state; });
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

base::Status SqliteQueue::wake_due() {
    const auto time = now();
    return in_turn(
        [&] {
            return m_database.run("update tasks set state = ? where state = ? and until <= ?",
                                  {k_ready, k_delayed, time});
        },
        [&] {
            return m_database.run(
                "insert into effects (task, what, token, worker) select id, 'expired', token, "
                "worker from tasks where state = ? and until <= ?",
                {k_leased, time});
        },
        [&] {
            return m_database.run(
                "insert into effects (task, what, token, worker) select id, 'dead', token, worker "
                "from tasks where state = ? and until <= ? and attempt > retries",
                {k_leased, time});
        },
        [&] {
            return m_database.run(
                "update tasks set state = ?, text = 'The worker was lost, and no attempt is left.' "
                "where state = ? and until <= ? and attempt > retries",
                {k_dead, k_leased, time});
        },
        [&] {
            return m_database.run("update tasks set state = ? where state = ? and until <= ?",
                                  {k_ready, k_leased, time});
        });
}

base::Status SqliteQueue::lease_out(const std::string& worker, std::vector<Lease>& leases,
                                    std::size_t most) {
    base::Status read;
    const auto asked = m_database.run(
        "select spec, attempt, token from tasks where state = ? "
        "order by priority, rank desc, sequence limit ?",
        {k_ready, static_cast<std::int64_t>(most)}, [&](const SqlRow& row) {
            auto task = task_from_text(row.text(0));
            if (task)
                leases.push_back({std::move(*task), static_cast<int>(row.number(1)) + 1,
                                  row.number(2) + 1, worker});
            else
                read = base::fail(task.error());
        });
    if (!asked || !read)
        return asked ? read : asked;
    for (const auto& lease : leases) {
        const auto kept = in_turn(
            [&] {
                return m_database.run(
                    "update tasks set state = ?, attempt = ?, token = ?, until = ?, worker = ? "
                    "where id = ?",
                    {k_leased, std::int64_t{lease.attempt}, lease.token, lease_end(), worker,
                     lease.task.id});
            },
            [&] { return note(lease.task.id, "leased", lease.token, worker); });
        if (!kept)
            return kept;
    }
    return {};
}

base::Result<std::vector<Lease>> SqliteQueue::take(const std::string& worker, std::size_t most) {
    const std::lock_guard lock(m_mutex);
    std::vector<Lease> leases;
    const auto done = m_database.transaction([&] {
        return in_turn([&] { return wake_due(); }, [&] { return lease_out(worker, leases, most); });
    });
    return done ? base::Result<std::vector<Lease>>(std::move(leases)) : base::fail(done.error());
}

base::Result<std::vector<std::string>> SqliteQueue::beat(const std::vector<Lease>& leases) {
    const std::lock_guard lock(m_mutex);
    std::vector<std::string> lost;
    const auto done = m_database.transaction([&]() -> base::Status {
        for (const auto& lease : leases) {
            const auto kept = m_database.run(
                "update tasks set until = ? where id = ? and token = ? and state = ?",
                {lease_end(), lease.task.id, lease.token, k_leased});
            if (!kept)
                return kept;
            if (m_database.changes() == 0)
                lost.push_back(lease.task.id);
        }
        return {};
    });
    return done ? base::Result<std::vector<std::string>>(std::move(lost))
                : base::fail(done.error());
}

base::Status SqliteQueue::free_followers(const std::string& id) {
    return in_turn(
        [&] {
            return m_database.run(
                "update tasks set missing = missing - 1 where id in "
                "(select task from needs where other = ?)",
                {id});
        },
        [&] {
            return m_database.run(
                "update tasks set state = ? where missing = 0 and state = ? and "
                "id in (select task from needs where other = ?)",
                {k_ready, k_waiting, id});
        });
}

/// Whether the report had an effect: its token was that of the running lease.
base::Result<bool> SqliteQueue::end(const Report& report) {
    constexpr std::int64_t k_states[] = {k_done, k_delayed, k_dead, k_delayed};
    const std::int64_t back = report.ending == Ending::postponed ? 1 : 0;
    const auto set = m_database.run(
        "update tasks set state = ?, text = ?, until = ?, attempt = attempt - ? "
        "where id = ? and token = ? and state = ?",
        {k_states[static_cast<std::size_t>(report.ending)], report.text,
         now() + report.delay.count(), back, report.id, report.token, k_leased});
    if (!set)
        return base::fail(set.error());
    const bool is_current = m_database.changes() == 1;
    auto kept =
        note(report.id, is_current ? name_of(report.ending) : "stale", report.token, report.worker);
    if (kept && is_current && report.ending == Ending::done)
        kept = free_followers(report.id);
    return kept ? base::Result<bool>(is_current) : base::fail(kept.error());
}

base::Result<std::vector<std::string>> SqliteQueue::report(const std::vector<Report>& reports) {
    const std::lock_guard lock(m_mutex);
    std::vector<std::string> stale;
    const auto done = m_database.transaction([&]() -> base::Status {
        for (const auto& report : reports) {
            const auto is_current = end(report);
            if (!is_current)
                return base::fail(is_current.error());
            if (!*is_current)
                stale.push_back(report.id);
        }
        return {};
    });
    return done ? base::Result<std::vector<std::string>>(std::move(stale))
                : base::fail(done.error());
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

}  // namespace

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
