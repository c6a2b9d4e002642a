#include "run/executor.hpp"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "run/executor_board.hpp"
#include "run/executor_policy.hpp"
#include "sys/pool.hpp"

namespace mendel::run {

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr std::size_t k_most_ahead = 512;  ///< leases per worker when tasks take microseconds
constexpr auto k_ahead = microseconds(5000);
constexpr auto k_tick = milliseconds(100);

SteadyTime soonest(SteadyTime left, SteadyTime right) {
    return std::min(left, right);
}

}  // namespace

struct Executor::State {
    Queue& queue;
    std::map<std::string, Handler> handlers;
    ExecutorOptions options;
    std::vector<Subscriber> subscribers = {};
    Policy policy;
    Board board = {};
    std::unordered_map<std::string, std::shared_ptr<Running>> running = {};
    std::map<std::string, std::size_t> running_of_kind = {};
    ExecutorReport report = {};
    SteadyTime next_beat = {};
    SteadyTime next_look = {};
    std::optional<SteadyTime> gone_since = {};  ///< the queue
    double mean_microseconds = 0;               ///< of recent attempts
    bool is_queue_empty = false;                ///< the last look found nothing
    bool is_stopping = false;
    sys::ThreadGroup threads = {};  // last: its threads use everything above

    State(Queue& used, std::map<std::string, Handler> known, ExecutorOptions chosen)
        : queue(used), handlers(std::move(known)), options(std::move(chosen)), policy(options) {}

    SteadyTime now() const { return options.clock.steady(); }

    void work();
    Ended attempt(const std::shared_ptr<Running>& one);
    void scale();
    base::Status take_more();
    std::size_t room_for_leases();
    std::shared_ptr<Running> begun(Lease lease);
    base::Status settle(std::vector<Ended> ended);
    void tell(const Ended& ended, const Report& ending);
    base::Status keep_alive();
    void enforce_deadlines();
    base::Result<bool> is_over();
    base::Status survive(base::Status status);
    void begin_stopping();
    microseconds patience() const;
};

void Executor::State::work() {
    while (const auto one = board.next())
        board.tell(attempt(one));
}

Ended Executor::State::attempt(const std::shared_ptr<Running>& one) {
    const auto& task = one->lease.task;
    const auto begin = now();
    const auto ended = [&](base::Result<std::string> result, bool from_cache) {
        const auto took = std::chrono::duration_cast<microseconds>(now() - begin);
        return Ended{one, std::move(result), took, from_cache};
    };
    const bool is_cached = options.cache != nullptr && !task.cache_key.empty();
    if (is_cached)
        if (auto found = options.cache->find(task.cache_key))
            return ended(std::move(*found), true);
    const auto handler = handlers.find(task.kind);
    if (handler == handlers.end())
        return ended(base::fail(base::ErrorKind::user,
                                fmt::format("No worker here knows tasks of kind '{}'. Start one "
                                            "of the version that pushed it.",
                                            task.kind)),
                     false);
    auto result = [&]() -> base::Result<std::string> {
        try {
            return handler->second(one->lease, one->stop.get_token());
        } catch (const std::exception& error) {
            return base::fail(base::ErrorKind::bug, error.what());
        }
    }();
    auto end = ended(std::move(result), false);
    if (is_cached && end.result)
        options.cache->keep(task.cache_key, *end.result,
                            std::chrono::duration<double>(end.duration).count());
    return end;
}

void Executor::State::scale() {
    const auto wanted = policy.wanted_workers(running.size(), now());
    board.want(wanted);
    for (auto count = board.workers(); count < wanted; ++count) {
        board.joined();
        threads.start([this] { work(); });
    }
    report.most_workers = std::max(report.most_workers, board.workers());
}

/// Tasks that take microseconds are leased many at a time, so that the queue is asked seldom.
std::size_t Executor::State::room_for_leases() {
    const auto ahead =
        mean_microseconds <= 0
            ? std::size_t{1}
            : std::clamp<std::size_t>(static_cast<std::size_t>(
                                          static_cast<double>(k_ahead.count()) / mean_microseconds),
                                      1, k_most_ahead);
    const auto most = std::min(options.scaling.max, k_most_workers) * ahead;
    return most > running.size() ? most - running.size() : 0;
}

std::shared_ptr<Running> Executor::State::begun(Lease lease) {
    auto one = std::make_shared<Running>();
    one->lease = std::move(lease);
    one->begun = now();
    one->deadline = one->begun + policy.deadline_of(one->lease.task);
    running[one->lease.task.id] = one;
    ++running_of_kind[one->lease.task.kind];
    return one;
}

base::Status Executor::State::take_more() {
    const auto room = room_for_leases();
    if (is_stopping || room == 0 || (is_queue_empty && now() < next_look))
        return {};
    auto leases = queue.take(options.worker, room);
    if (!leases)
        return base::fail(leases.error());
    is_queue_empty = leases->size() < room;
    next_look = now() + options.look;
    std::vector<std::shared_ptr<Running>> work;
    std::vector<Report> put_back;
    for (auto& lease : *leases) {
        const auto& kind = lease.task.kind;
        if (policy.room(kind, now(), running_of_kind[kind]) > 0)
            work.push_back(begun(std::move(lease)));
        else
            put_back.push_back({.id = lease.task.id,
                                .token = lease.token,
                                .ending = Ending::postponed,
                                .text = "The breaker is open.",
                                .delay = policy.rest(),
                                .worker = options.worker});
    }
    board.put(std::move(work));
    if (put_back.empty())
        return {};
    const auto told = queue.report(put_back);
    return told ? base::Status() : base::fail(told.error());
}

void Executor::State::tell(const Ended& ended, const Report& ending) {
    const Completion completion{.task = ended.running->lease.task,
                                .ending = ending.ending,
                                .text = ending.text,
                                .attempt = ended.running->lease.attempt,
                                .from_cache = ended.from_cache,
                                .timed_out = ended.running->timed_out,
                                .duration = ended.duration};
    report.done += ending.ending == Ending::done ? 1 : 0;
    report.retried += ending.ending == Ending::retry ? 1 : 0;
    report.dead += ending.ending == Ending::dead ? 1 : 0;
    report.from_cache += ended.from_cache ? 1 : 0;
    for (const auto& subscriber : subscribers)
        subscriber(completion);
}

base::Status Executor::State::settle(std::vector<Ended> ended) {
    if (ended.empty())
        return {};
    std::vector<Report> reports;
    for (const auto& end : ended) {
        reports.push_back(policy.judge(end, is_stopping, now()));
        const auto took = static_cast<double>(end.duration.count());
        mean_microseconds =
            mean_microseconds <= 0 ? std::max(took, 1.0) : mean_microseconds * 0.95 + took * 0.05;
    }
    const auto stale = queue.report(reports);
    if (!stale) {
        for (auto& end : ended)  // to be told again once the queue is back
            board.tell(std::move(end));
        return base::fail(stale.error());
    }
    report.stale += stale->size();
    is_queue_empty = false;
    for (std::size_t index = 0; index < ended.size(); ++index) {
        const auto& id = reports[index].id;
        running.erase(id);
        --running_of_kind[ended[index].running->lease.task.kind];
        if (std::find(stale->begin(), stale->end(), id) == stale->end())
            tell(ended[index], reports[index]);
    }
    return {};
}

void Executor::State::enforce_deadlines() {
    const auto time = now();
    for (const auto& [id, one] : running)
        if (one->deadline && *one->deadline <= time && !one->stop.stop_requested()) {
            one->timed_out = true;
            one->stop.request_stop();
        }
}

base::Status Executor::State::keep_alive() {
    if (running.empty() || now() < next_beat)
        return {};
    next_beat = now() + options.beat;
    std::vector<Lease> leases;
    for (const auto& [id, one] : running)
        leases.push_back(one->lease);
    const auto lost = queue.beat(leases);
    if (!lost)
        return base::fail(lost.error());
    for (const auto& id : *lost)
        if (const auto one = running.find(id); one != running.end())
            one->second->stop.request_stop();
    return {};
}

/// A queue that is gone for a while is waited for; what runs goes on meanwhile.
base::Status Executor::State::survive(base::Status status) {
    if (status) {
        gone_since.reset();
        return {};
    }
    if (status.error().kind != base::ErrorKind::transient)
        return status;
    if (!gone_since) {
        gone_since = now();
        options.say("the queue is gone: " + base::describe(status.error()));
    }
    if (now() - *gone_since >= options.patience)
        return status;
    sys::pause_for(options.look);
    return {};
}

base::Result<bool> Executor::State::is_over() {
    if (!running.empty())
        return false;
    if (is_stopping)
        return true;
    if (!is_queue_empty || options.when_idle == WhenIdle::wait)
        return false;
    const auto counts = queue.counts();
    if (!counts)
        return base::fail(counts.error());
    return counts->active() == 0;
}

void Executor::State::begin_stopping() {
    if (is_stopping)
        return;
    is_stopping = true;
    report.stopped = true;
    for (const auto& one : board.withdraw()) {
        one->stop.request_stop();
        board.tell({.running = one,
                    .result = base::fail(base::ErrorKind::transient, "It was not begun.")});
    }
    for (const auto& [id, one] : running)
        one->stop.request_stop();
}

microseconds Executor::State::patience() const {
    if (is_stopping || !is_queue_empty)
        return running.empty() ? microseconds(0) : microseconds(k_tick);
    auto until = now() + k_tick;
    until = soonest(until, std::max(next_look, now()));
    return std::chrono::duration_cast<microseconds>(until - now());
}

Executor::Executor(Queue& queue, std::map<std::string, Handler> handlers, ExecutorOptions options)
    : m_state(std::make_unique<State>(queue, std::move(handlers), std::move(options))) {}

Executor::~Executor() = default;

void Executor::subscribe(Subscriber subscriber) {
    m_state->subscribers.push_back(std::move(subscriber));
}

base::Result<ExecutorReport> Executor::run(const std::stop_token& stop) {
    auto& state = *m_state;
    if (state.options.scaling.max == 0)
        return base::fail(base::ErrorKind::user,
                          "No worker is allowed, so nothing can run. Allow at least one.");
    base::Result<bool> over = false;
    state.board.open();
    state.is_queue_empty = false;
    state.next_beat = state.now() + state.options.beat;
    base::Status status;
    while (status && over && !*over) {
        if (stop.stop_requested())
            state.begin_stopping();
        state.enforce_deadlines();
        auto done = state.settle(state.board.ended(state.patience()));
        done = done ? state.keep_alive() : done;
        done = done ? state.take_more() : done;
        state.scale();
        if (done) {
            over = state.is_over();
            done = over ? base::Status() : base::fail(over.error());
            over = over.value_or(false);
        }
        status = state.survive(std::move(done));
    }
    if (!status)
        state.begin_stopping();
    state.board.close();
    return status ? base::Result<ExecutorReport>(state.report) : base::fail(status.error());
}

}  // namespace mendel::run
