#include <algorithm>
#include <mutex>

#include <fmt/format.h>

#include "base/text.hpp"
#include "run/data.hpp"
#include "run/queue.hpp"
#include "run/queue_redis_link.hpp"
#include "run/task_text.hpp"

namespace mendel::run {

namespace {

using Words = std::vector<std::string>;

/// A script is sent whole once per connection's server, then named by its hash (EVALSHA).
class RedisQueue : public Queue {
  public:
    RedisQueue(RedisLink link, const std::string& name, QueueOptions options)
        : m_link(std::move(link)),
          m_prefix(fmt::format("mendel:{{{}}}:", name)),
          m_options(std::move(options)) {}

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
    std::string now() const;
    base::Result<RedisAnswer> call(const std::string& script, const Words& arguments);
    base::Result<std::string> load(const std::string& script);
    base::Result<Words> known_among(const Words& ids);

    std::mutex m_mutex = {};
    RedisLink m_link;
    std::string m_prefix;
    QueueOptions m_options;
    std::map<std::string, std::string> m_hashes = {};
};

std::string RedisQueue::now() const {
    if (!m_options.clock)
        return {};
    const auto time = m_options.clock->now().time_since_epoch();
    return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(time).count());
}

base::Result<std::string> RedisQueue::load(const std::string& script) {
    const auto text = std::string(data_file("queue_common.lua")) +
                      std::string(data_file("queue_" + script + ".lua"));
    const auto loaded = m_link.ask({"SCRIPT", "LOAD", text});
    if (!loaded)
        return base::fail(loaded.error());
    return m_hashes[script] = loaded->text;
}

base::Result<RedisAnswer> RedisQueue::call(const std::string& script, const Words& arguments) {
    auto hash =
        m_hashes.count(script) > 0 ? base::Result<std::string>(m_hashes[script]) : load(script);
    if (!hash)
        return base::fail(hash.error());
    Words words = {"EVALSHA", *hash, "1", m_prefix};
    words.insert(words.end(), arguments.begin(), arguments.end());
    auto answer = m_link.ask(words);
    // A server that was started anew has forgotten its scripts.
    if (answer || !base::contains(answer.error().message, "NOSCRIPT"))
        return answer;
    hash = load(script);
    return hash ? m_link.ask(words) : base::fail(hash.error());
}

base::Result<Words> RedisQueue::known_among(const Words& ids) {
    Words known;
    for (const auto& id : ids) {
        const auto answer = m_link.ask({"EXISTS", m_prefix + "task:" + id});
        if (!answer)
            return base::fail(answer.error());
        if (answer->text == "1")
            known.push_back(id);
    }
    return known;
}

base::Status RedisQueue::push(const std::vector<QueuedTask>& tasks) {
    const std::lock_guard lock(m_mutex);
    std::vector<std::string> ids;
    for (const auto& task : tasks)
        ids.push_back(task.id);
    std::sort(ids.begin(), ids.end());
    Words outside;
    for (const auto& task : tasks)
        for (const auto& id : task.after)
            if (!std::binary_search(ids.begin(), ids.end(), id))
                outside.push_back(id);
    const auto known = known_among(outside);
    if (!known)
        return base::fail(known.error());
    if (const auto checked = check_graph(tasks, *known); !checked)
        return checked;
    // Streams are first in, first out: among equals the longest chain is put in first.
    auto sorted = tasks;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& left, const auto& right) { return left.rank > right.rank; });
    Words words = {std::to_string(m_options.most_open)};
    for (const auto& task : sorted) {
        words.insert(words.end(),
                     {task.id, to_text(task), std::to_string(static_cast<int>(task.priority)),
                      std::to_string(task.retries), std::to_string(task.after.size())});
        words.insert(words.end(), task.after.begin(), task.after.end());
    }
    const auto answer = call("push", words);
    if (!answer)
        return base::fail(answer.error());
    if (answer->text == "full")
        return base::fail(base::ErrorKind::transient,
                          "The queue is full. Try again once tasks have ended.");
    return {};
}

base::Result<std::vector<Lease>> RedisQueue::take(const std::string& worker, std::size_t most) {
    const std::lock_guard lock(m_mutex);
    const auto answer = call(
        "take", {worker, std::to_string(most), now(), std::to_string(m_options.lease.count())});
    if (!answer) {
        // Nothing was pushed yet: the streams are made by the first push.
        if (base::contains(answer.error().message, "NOGROUP"))
            return std::vector<Lease>{};
        return base::fail(answer.error());
    }
    std::vector<Lease> leases;
    for (std::size_t at = 0; at + 2 < answer->items.size(); at += 3) {
        auto task = task_from_text(answer->items[at].text);
        if (!task)
            return base::fail(task.error());
        leases.push_back({std::move(*task),
                          static_cast<int>(base::to_number(answer->items[at + 1].text)),
                          base::to_number(answer->items[at + 2].text), worker});
    }
    return leases;
}

Words texts_of(const RedisAnswer& answer) {
    Words texts;
    for (const auto& item : answer.items)
        texts.push_back(item.text);
    return texts;
}

base::Result<Words> RedisQueue::beat(const std::vector<Lease>& leases) {
    const std::lock_guard lock(m_mutex);
    Words words = {now(), std::to_string(m_options.lease.count())};
    for (const auto& lease : leases)
        words.insert(words.end(), {lease.task.id, std::to_string(lease.token)});
    const auto answer = call("beat", words);
    return answer ? base::Result<Words>(texts_of(*answer)) : base::fail(answer.error());
}

base::Result<Words> RedisQueue::report(const std::vector<Report>& reports) {
    const std::lock_guard lock(m_mutex);
    Words words = {now()};
    for (const auto& report : reports)
        words.insert(words.end(),
                     {report.id, std::to_string(report.token), std::string(name_of(report.ending)),
                      report.text, std::to_string(report.delay.count()), report.worker});
    const auto answer = call("report", words);
    return answer ? base::Result<Words>(texts_of(*answer)) : base::fail(answer.error());
}

base::Status RedisQueue::cancel(const Words& ids) {
    const std::lock_guard lock(m_mutex);
    Words words = {"cancel"};
    words.insert(words.end(), ids.begin(), ids.end());
    const auto answer = call("change", words);
    return answer ? base::Status() : base::fail(answer.error());
}

base::Status RedisQueue::requeue(const Words& ids) {
    const std::lock_guard lock(m_mutex);
    Words words = {"requeue"};
    words.insert(words.end(), ids.begin(), ids.end());
    const auto answer = call("change", words);
    if (!answer)
        return base::fail(answer.error());
    if (answer->text != "ok")
        return base::fail(base::ErrorKind::user,
                          fmt::format("'{}' is no dead letter. See the list of them.",
                                      answer->text.substr(std::string_view("not dead ").size())));
    return {};
}

base::Result<QueueCounts> RedisQueue::counts() {
    const std::lock_guard lock(m_mutex);
    const auto answer = m_link.ask({"HMGET", m_prefix + "counts", "waiting", "delayed", "ready",
                                    "leased", "done", "dead", "cancelled"});
    if (!answer)
        return base::fail(answer.error());
    const auto at = [&](std::size_t index) {
        const auto number =
            index < answer->items.size() ? base::to_number(answer->items[index].text) : 0;
        return static_cast<std::size_t>(std::max(0L, number));
    };
    return QueueCounts{at(0), at(1), at(2), at(3), at(4), at(5), at(6)};
}

std::optional<TaskState> state_named(const std::string& name) {
    for (int index = 0; index <= static_cast<int>(TaskState::cancelled); ++index)
        if (name_of(static_cast<TaskState>(index)) == name)
            return static_cast<TaskState>(index);
    return {};
}

base::Result<std::vector<TaskRecord>> RedisQueue::records(std::optional<TaskState> state) {
    const std::lock_guard lock(m_mutex);
    const auto ids = m_link.ask({"LRANGE", m_prefix + "order", "0", "-1"});
    if (!ids)
        return base::fail(ids.error());
    std::vector<TaskRecord> records;
    for (const auto& id : texts_of(*ids)) {
        const auto answer = m_link.ask({"HMGET", m_prefix + "task:" + id, "spec", "state",
                                        "attempt", "token", "worker", "text"});
        if (!answer)
            return base::fail(answer.error());
        const auto fields = texts_of(*answer);
        const auto found = fields.size() == 6 ? state_named(fields[1]) : std::nullopt;
        if (!found || (state && *found != *state))
            continue;
        auto task = task_from_text(fields[0]);
        if (!task)
            return base::fail(task.error());
        records.push_back({std::move(*task), *found, static_cast<int>(base::to_number(fields[2])),
                           base::to_number(fields[3]), fields[4], fields[5]});
    }
    return records;
}

base::Result<std::vector<Effect>> RedisQueue::effects() {
    const std::lock_guard lock(m_mutex);
    const auto answer = m_link.ask({"XRANGE", m_prefix + "effects", "-", "+"});
    if (!answer)
        return base::fail(answer.error());
    std::vector<Effect> effects;
    for (const auto& entry : answer->items) {
        if (entry.items.size() != 2 || entry.items[1].items.size() != 8)
            continue;
        const auto fields = texts_of(entry.items[1]);
        effects.push_back({fields[1], fields[3], base::to_number(fields[5]), fields[7]});
    }
    return effects;
}

}  // namespace

base::Result<std::unique_ptr<Queue>> open_redis_queue(const std::string& url,
                                                      const QueueOptions& options) {
    const auto address = redis_address(url);
    if (!address)
        return base::fail(address.error());
    RedisLink link(*address);
    if (const auto alive = link.ask({"PING"}); !alive)
        return base::fail(alive.error());
    return std::make_unique<RedisQueue>(std::move(link), address->name, options);
}

}  // namespace mendel::run
