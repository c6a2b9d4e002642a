#include <algorithm>
#include <mutex>
#include <set>
#include <tuple>
#include <unordered_map>

#include <fmt/format.h>

#include "run/queue.hpp"
#include "sys/clock.hpp"

namespace mendel::run {

namespace {

using std::chrono::steady_clock;

struct Entry {
    TaskRecord record;
    std::size_t sequence = 0;
    std::size_t missing = 0;              ///< dependencies that are not done
    steady_clock::time_point until = {};  ///< of the lease, or when a delay ends
    std::vector<Entry*> followers = {};
};

/// Priority, longest chain, order of arrival.
struct Sooner {
    bool operator()(const Entry* left, const Entry* right) const {
        const auto key = [](const Entry* entry) {
            return std::make_tuple(entry->record.task.priority, -entry->record.task.rank,
                                   entry->sequence);
        };
        return key(left) < key(right);
    }
};

struct Earlier {
    bool operator()(const Entry* left, const Entry* right) const {
        return std::tie(left->until, left->sequence) < std::tie(right->until, right->sequence);
    }
};

class MemoryQueue : public Queue {
  public:
    explicit MemoryQueue(QueueOptions options)
        : m_options(std::move(options)), m_clock(m_options.clock.value_or(sys::system_clock())) {}

    base::Status push(const std::vector<QueuedTask>& tasks) override;
    base::Result<std::vector<Lease>> take(const std::string& worker, std::size_t most) override;
    base::Result<std::vector<std::string>> beat(const std::vector<Lease>& leases) override;
    base::Result<std::vector<std::string>> report(const std::vector<Report>& reports) override;
    base::Status cancel(const std::vector<std::string>& ids) override;
    base::Status requeue(const std::vector<std::string>& ids) override;
    base::Result<QueueCounts> counts() override;
    base::Result<std::vector<TaskRecord>> records(std::optional<TaskState> state) override;
    base::Result<std::vector<Effect>> effects() override;

  private:
    std::size_t& count(TaskState state);
    void enter(Entry& entry, TaskState state);
    void note(const Entry& entry, const char* what);
    void add(const QueuedTask& task);
    void wake_due();
    void end(Entry& entry, const Report& report);
    void finish(Entry& entry);

    QueueOptions m_options;
    model::Clock m_clock;
    std::mutex m_mutex = {};
    std::unordered_map<std::string, std::unique_ptr<Entry>> m_entries = {};
    std::vector<Entry*> m_order = {};
    std::set<Entry*, Sooner> m_ready = {};
    std::set<Entry*, Earlier> m_delayed = {};
    std::set<Entry*, Earlier> m_leased = {};
    QueueCounts m_counts = {};
    std::vector<Effect> m_effects = {};
};

std::size_t& MemoryQueue::count(TaskState state) {
    std::size_t* const counters[] = {&m_counts.waiting,  &m_counts.delayed, &m_counts.ready,
                                     &m_counts.leased,   &m_counts.done,    &m_counts.dead,
                                     &m_counts.cancelled};
    return *counters[static_cast<std::size_t>(state)];
}

void MemoryQueue::enter(Entry& entry, TaskState state) {
    auto& current = entry.record.state;
    if (current == TaskState::ready)
        m_ready.erase(&entry);
    else if (current == TaskState::delayed)
        m_delayed.erase(&entry);
    else if (current == TaskState::leased)
        m_leased.erase(&entry);
    --count(current);
    ++count(state);
    current = state;
    if (state == TaskState::ready)
        m_ready.insert(&entry);
}

void MemoryQueue::note(const Entry& entry, const char* what) {
    m_effects.push_back({entry.record.task.id, what, entry.record.token, entry.record.worker});
}

void MemoryQueue::add(const QueuedTask& task) {
    auto& slot = m_entries[task.id];
    slot = std::make_unique<Entry>();
    slot->record.task = task;
    slot->sequence = m_order.size();
    m_order.push_back(slot.get());
    ++m_counts.waiting;
}

base::Status MemoryQueue::push(const std::vector<QueuedTask>& tasks) {
    const std::lock_guard lock(m_mutex);
    std::vector<QueuedTask> fresh;
    std::vector<std::string> known;
    for (const auto& task : tasks) {
        if (m_entries.count(task.id) == 0)
            fresh.push_back(task);
        for (const auto& id : task.after)
            if (m_entries.count(id) > 0)
                known.push_back(id);
    }
    if (const auto checked = check_graph(fresh, known); !checked)
        return checked;
    if (m_counts.active() + m_counts.waiting + fresh.size() > m_options.most_open)
        return base::fail(base::ErrorKind::transient,
                          "The queue is full. Try again once tasks have ended.");
    for (const auto& task : fresh)
        add(task);
    for (const auto& task : fresh) {
        auto& entry = *m_entries[task.id];
        for (const auto& id : task.after) {
            auto& before = *m_entries[id];
            if (before.record.state == TaskState::done)
                continue;
            ++entry.missing;
            before.followers.push_back(&entry);
        }
        if (entry.missing == 0)
            enter(entry, TaskState::ready);
    }
    return {};
}

void MemoryQueue::wake_due() {
    const auto now = m_clock.steady();
    while (!m_delayed.empty() && (*m_delayed.begin())->until <= now)
        enter(**m_delayed.begin(), TaskState::ready);
    while (!m_leased.empty() && (*m_leased.begin())->until <= now) {
        auto& entry = **m_leased.begin();
        note(entry, "expired");
        const bool is_spent = entry.record.attempt > entry.record.task.retries;
        enter(entry, is_spent ? TaskState::dead : TaskState::ready);
        if (is_spent) {
            entry.record.text = "The worker was lost, and no attempt is left.";
            note(entry, "dead");
        }
    }
}

base::Result<std::vector<Lease>> MemoryQueue::take(const std::string& worker, std::size_t most) {
    const std::lock_guard lock(m_mutex);
    wake_due();
    std::vector<Lease> leases;
    while (leases.size() < most && !m_ready.empty()) {
        auto& entry = **m_ready.begin();
        enter(entry, TaskState::leased);
        entry.until = m_clock.steady() + m_options.lease;
        m_leased.insert(&entry);
        entry.record.worker = worker;
        ++entry.record.attempt;
        ++entry.record.token;
        note(entry, "leased");
        leases.push_back({entry.record.task, entry.record.attempt, entry.record.token, worker});
    }
    return leases;
}

base::Result<std::vector<std::string>> MemoryQueue::beat(const std::vector<Lease>& leases) {
    const std::lock_guard lock(m_mutex);
    std::vector<std::string> lost;
    for (const auto& lease : leases) {
        const auto found = m_entries.find(lease.task.id);
        if (found == m_entries.end() || found->second->record.state != TaskState::leased ||
            found->second->record.token != lease.token) {
            lost.push_back(lease.task.id);
            continue;
        }
        m_leased.erase(found->second.get());
        found->second->until = m_clock.steady() + m_options.lease;
        m_leased.insert(found->second.get());
    }
    return lost;
}

void MemoryQueue::finish(Entry& entry) {
    for (auto* follower : entry.followers)
        if (--follower->missing == 0 && follower->record.state == TaskState::waiting)
            enter(*follower, TaskState::ready);
    entry.followers.clear();
}

void MemoryQueue::end(Entry& entry, const Report& report) {
    entry.record.text = report.text;
    note(entry, name_of(report.ending).data());
    if (report.ending == Ending::done) {
        enter(entry, TaskState::done);
        finish(entry);
        return;
    }
    if (report.ending == Ending::dead) {
        enter(entry, TaskState::dead);
        return;
    }
    if (report.ending == Ending::postponed)
        --entry.record.attempt;
    enter(entry, TaskState::delayed);
    entry.until = m_clock.steady() + report.delay;
    m_delayed.insert(&entry);
}

base::Result<std::vector<std::string>> MemoryQueue::report(const std::vector<Report>& reports) {
    const std::lock_guard lock(m_mutex);
    std::vector<std::string> stale;
    for (const auto& report : reports) {
        const auto found = m_entries.find(report.id);
        if (found == m_entries.end() || found->second->record.state != TaskState::leased ||
            found->second->record.token != report.token) {
            stale.push_back(report.id);
            m_effects.push_back({report.id, "stale", report.token, report.worker});
            continue;
        }
        end(*found->second, report);
    }
    return stale;
}

base::Status MemoryQueue::cancel(const std::vector<std::string>& ids) {
    const std::lock_guard lock(m_mutex);
    for (const auto& id : ids) {
        const auto found = m_entries.find(id);
        if (found == m_entries.end() || found->second->record.state == TaskState::done ||
            found->second->record.state == TaskState::cancelled)
            continue;
        enter(*found->second, TaskState::cancelled);
        note(*found->second, "cancelled");
    }
    return {};
}

base::Status MemoryQueue::requeue(const std::vector<std::string>& ids) {
    const std::lock_guard lock(m_mutex);
    for (const auto& id : ids) {
        const auto found = m_entries.find(id);
        if (found == m_entries.end() || found->second->record.state != TaskState::dead)
            return base::fail(base::ErrorKind::user,
                              fmt::format("'{}' is no dead letter. See the list of them.", id));
    }
    for (const auto& id : ids) {
        auto& entry = *m_entries[id];
        entry.record.attempt = 0;
        note(entry, "requeued");
        enter(entry, TaskState::ready);
    }
    return {};
}

base::Result<QueueCounts> MemoryQueue::counts() {
    const std::lock_guard lock(m_mutex);
    return m_counts;
}

base::Result<std::vector<TaskRecord>> MemoryQueue::records(std::optional<TaskState> state) {
    const std::lock_guard lock(m_mutex);
    std::vector<TaskRecord> records;
    for (const auto* entry : m_order)
        if (!state || entry->record.state == *state)
            records.push_back(entry->record);
    return records;
}

base::Result<std::vector<Effect>> MemoryQueue::effects() {
    const std::lock_guard lock(m_mutex);
    return m_effects;
}

}  // namespace

base::Result<std::unique_ptr<Queue>> open_memory_queue(const QueueOptions& options) {
    return std::make_unique<MemoryQueue>(options);
}

}  // namespace mendel::run
