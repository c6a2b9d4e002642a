#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/clock.hpp"

namespace mendel::run {

/// What goes first: a fix before new work, new work before housekeeping.
enum class Priority { critical, high, normal, low };
std::string_view name_of(Priority priority);
std::optional<Priority> priority_named(std::string_view name);

/// One unit of work in a queue. Its effect happens once, whoever runs it and however often.
struct QueuedTask {
    std::string id;         ///< unique in its queue; a second push of an id changes nothing
    std::string kind = {};  ///< which handler runs it
    std::string payload = {};
    Priority priority = Priority::normal;
    std::vector<std::string> after = {};  ///< ids that must be done before
    double estimate = 1;                  ///< seconds expected
    double rank = 0;  ///< seconds of the longest chain from its begin to the graph's end; the
                      ///< longer goes first among equal priorities (see with_ranks)
    int retries = 3;  ///< further attempts after a failure that may pass
    std::chrono::milliseconds deadline{0};  ///< 0: adapted to observed durations
    std::string cache_key = {};             ///< hash of everything the result depends on; may be ""
};

enum class TaskState { waiting, delayed, ready, leased, done, dead, cancelled };
std::string_view name_of(TaskState state);

/// The right to run a task until it expires. The token only grows: who holds an older one can
/// change nothing any more (fencing).
struct Lease {
    QueuedTask task;
    int attempt = 1;  ///< 1-based
    std::int64_t token = 0;
    std::string worker = {};
};

/// How an attempt ended: done; to be tried again; given up; or put back without having been tried.
enum class Ending { done, retry, dead, postponed };
std::string_view name_of(Ending ending);

struct Report {
    std::string id;
    std::int64_t token = 0;
    Ending ending = Ending::done;
    std::string text = {};               ///< the result, or the error in words
    std::chrono::milliseconds delay{0};  ///< of Ending::retry and Ending::postponed
    std::string worker = {};
};

struct TaskRecord {
    QueuedTask task;
    TaskState state = TaskState::waiting;
    int attempt = 0;
    std::int64_t token = 0;
    std::string worker = {};  ///< of the last lease
    std::string text = {};    ///< result or last error
};

struct QueueCounts {
    std::size_t waiting = 0;
    std::size_t delayed = 0;
    std::size_t ready = 0;
    std::size_t leased = 0;
    std::size_t done = 0;
    std::size_t dead = 0;
    std::size_t cancelled = 0;

    /// Tasks that run or will run without anybody's doing.
    std::size_t active() const { return delayed + ready + leased; }
    std::size_t all() const { return active() + waiting + done + dead + cancelled; }
    bool operator==(const QueueCounts&) const = default;
};

/// One line of the append-only log of what happened to a task.
struct Effect {
    std::string task;
    std::string what;  ///< "leased", "done", "retry", "dead", "postponed", "expired", "stale",
                       ///< "requeued" or "cancelled"
    std::int64_t token = 0;
    std::string worker = {};
};

/// Work shared by executors, in one process or on many machines. Safe for several threads. All
/// forms keep the same promises, which tests/unit/run/queue_conformance.cpp asks of each.
///
///     auto queue = run::open_queue("sqlite:/tmp/work.db", {});
///     (*queue)->push({{.id = "a", .kind = "check"}});
class Queue {
  public:
    virtual ~Queue() = default;

    /// Adds tasks; ids that are there stay as they are. Errors: user for a cycle, an empty id or
    /// a dependency that nobody knows; transient where the queue is full.
    virtual base::Status push(const std::vector<QueuedTask>& tasks) = 0;
    /// Leases at most `most` tasks whose dependencies are done. Leases that ran out are given to
    /// the next who asks, or end as dead letters where no attempt is left.
    virtual base::Result<std::vector<Lease>> take(const std::string& worker, std::size_t most) = 0;
    /// Lengthens leases; the ids of those that are lost (run out and taken, or cancelled).
    virtual base::Result<std::vector<std::string>> beat(const std::vector<Lease>& leases) = 0;
    /// Ends attempts, all in one step; the ids of those whose token was stale, which had no
    /// effect.
    virtual base::Result<std::vector<std::string>> report(const std::vector<Report>& reports) = 0;
    /// Takes tasks that have not ended out of the game, also leased ones.
    virtual base::Status cancel(const std::vector<std::string>& ids) = 0;
    /// Gives dead letters a fresh start. An error of kind user names an id that is none.
    virtual base::Status requeue(const std::vector<std::string>& ids) = 0;

    virtual base::Result<QueueCounts> counts() = 0;
    /// Tasks in a state, or all, in the order in which they came.
    virtual base::Result<std::vector<TaskRecord>> records(std::optional<TaskState> state) = 0;
    virtual base::Result<std::vector<Effect>> effects() = 0;
};

struct QueueOptions {
    std::chrono::milliseconds lease = std::chrono::seconds(30);
    std::size_t most_open = 1'000'000;  ///< tasks that have not ended; a push above it is refused
    std::optional<model::Clock> clock = {};  ///< nothing: the store's own, else the machine's
};

/// "memory:", "sqlite:PATH" or "redis://[:PASSWORD@]HOST[:PORT][/DATABASE][?name=NAME]". Errors:
/// user for another text, transient where the server cannot be reached.
base::Result<std::unique_ptr<Queue>> open_queue(const std::string& url,
                                                const QueueOptions& options);

base::Result<std::unique_ptr<Queue>> open_memory_queue(const QueueOptions& options);
base::Result<std::unique_ptr<Queue>> open_sqlite_queue(const std::string& path,
                                                       const QueueOptions& options);
base::Result<std::unique_ptr<Queue>> open_redis_queue(const std::string& url,
                                                      const QueueOptions& options);

/// What is wrong with tasks as a graph: an empty or repeated id, a dependency that is neither
/// among them nor `known`, a cycle (named in full).
base::Status check_graph(const std::vector<QueuedTask>& tasks,
                         const std::vector<std::string>& known = {});

/// The tasks with their ranks: the longest chain of estimates that begins with each (critical
/// path method). The graph must have no cycle.
std::vector<QueuedTask> with_ranks(std::vector<QueuedTask> tasks);

/// Everything in an effect log that breaks "once": two "done" of a task without a requeue between,
/// a "done" under a token that was not the newest lease. None: every task had its effect once.
std::vector<std::string> effect_problems(const std::vector<Effect>& effects);

}  // namespace mendel::run
