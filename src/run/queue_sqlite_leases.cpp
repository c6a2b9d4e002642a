#include "run/queue_sqlite.hpp"
#include "run/task_text.hpp"

namespace mendel::run {

namespace {

using sys::SqlRow;

/// Runs steps in order until one fails.
template <class... Step>
base::Status in_turn(Step&&... steps) {
    base::Status status;
    (void)((status = steps(), status.has_value()) && ...);
    return status;
}

}  // namespace

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

}  // namespace mendel::run
