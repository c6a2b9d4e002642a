#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "run/queue.hpp"
#include "sys/clock.hpp"
#include "sys/database.hpp"

namespace mendel::run {

inline constexpr auto k_waiting = static_cast<std::int64_t>(TaskState::waiting);
inline constexpr auto k_delayed = static_cast<std::int64_t>(TaskState::delayed);
inline constexpr auto k_ready = static_cast<std::int64_t>(TaskState::ready);
inline constexpr auto k_leased = static_cast<std::int64_t>(TaskState::leased);
inline constexpr auto k_done = static_cast<std::int64_t>(TaskState::done);
inline constexpr auto k_dead = static_cast<std::int64_t>(TaskState::dead);
inline constexpr auto k_cancelled = static_cast<std::int64_t>(TaskState::cancelled);

/// The queue in one SQLite file (run/queue.hpp): every verb is one transaction, so that several
/// processes can share it and a crash leaves none half done.
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

}  // namespace mendel::run
