#include "run/executor.hpp"

#include <atomic>
#include <mutex>
#include <set>

#include "support/catch.hpp"
#include "sys/clock.hpp"
#include "sys/pool.hpp"

using namespace mendel::run;
using namespace mendel::base;
using namespace std::chrono_literals;

namespace {

ExecutorOptions options() {
    return {.backoff = {.first = 1ms, .most = 4ms},
            .breaker = {.least = 1000},
            .look = 1ms,
            .clock = mendel::sys::system_clock(),
            .random = [] { return 0.5; }};
}

std::unique_ptr<Queue> memory_queue(std::chrono::milliseconds lease = 30s) {
    return std::move(open_memory_queue({.lease = lease}).value());
}

Result<std::string> nothing(const Lease& lease, const std::stop_token&) {
    return lease.task.id;
}

}  // namespace

TEST_CASE("tasks run after what they need, and subscribers hear of each") {
    const auto queue = memory_queue();
    REQUIRE(queue->push({{.id = "b", .kind = "k", .after = {"a"}},
                         {.id = "a", .kind = "k"},
                         {.id = "c", .kind = "k", .after = {"b"}}}));
    std::vector<std::string> order;
    Executor executor(*queue, {{"k", nothing}}, options());
    executor.subscribe([&](const Completion& end) { order.push_back(end.text); });
    const auto report = executor.run({}).value();
    CHECK(order == std::vector<std::string>{"a", "b", "c"});
    CHECK(report.done == 3);
    CHECK_FALSE(report.stopped);
}

TEST_CASE("what may pass is tried again, what is wrong is not") {
    const auto queue = memory_queue();
    REQUIRE(queue->push({{.id = "flaky", .kind = "k"},
                         {.id = "wrong", .kind = "k"},
                         {.id = "hopeless", .kind = "k", .retries = 2}}));
    std::map<std::string, int> attempts;
    std::mutex mutex;
    const auto handler = [&](const Lease& lease, const std::stop_token&) -> Result<std::string> {
        const std::lock_guard lock(mutex);
        const int attempt = ++attempts[lease.task.id];
        if (lease.task.id == "wrong")
            return fail(ErrorKind::user, "No.");
        if (lease.task.id == "hopeless" || attempt < 3)
            return fail(ErrorKind::transient, "Later.");
        return "fine";
    };
    Executor executor(*queue, {{"k", handler}}, options());
    const auto report = executor.run({}).value();
    CHECK(attempts["flaky"] == 3);
    CHECK(attempts["wrong"] == 1);
    CHECK(attempts["hopeless"] == 3);
    CHECK(report.done == 1);
    CHECK(report.dead == 2);
    CHECK(queue->records(TaskState::dead).value().size() == 2);
}

TEST_CASE("a handler that throws and a kind that nobody knows end as dead letters") {
    const auto queue = memory_queue();
    REQUIRE(queue->push({{.id = "a", .kind = "throws"}, {.id = "b", .kind = "unknown"}}));
    Executor executor(*queue,
                      {{"throws",
                        [](const Lease&, const std::stop_token&) -> Result<std::string> {
                            throw std::runtime_error("broken");
                        }}},
                      options());
    CHECK(executor.run({}).value().dead == 2);
}

TEST_CASE("a deadline asks a task to stop, and it is tried again") {
    const auto queue = memory_queue();
    REQUIRE(queue->push({{.id = "a", .kind = "k", .deadline = 5ms}}));
    std::atomic<int> attempts = 0;
    const auto handler = [&](const Lease&, const std::stop_token& stop) -> Result<std::string> {
        if (++attempts == 2)
            return "done";
        while (!stop.stop_requested())
            mendel::sys::pause_for(1ms);
        return fail(ErrorKind::refused, "Stopped.");
    };
    bool timed_out = false;
    Executor executor(*queue, {{"k", handler}}, options());
    executor.subscribe([&](const Completion& end) { timed_out = timed_out || end.timed_out; });
    CHECK(executor.run({}).value().done == 1);
    CHECK(timed_out);
}

TEST_CASE("a stop drains: what runs is put back, what waits is not begun") {
    const auto queue = memory_queue();
    std::vector<QueuedTask> tasks;
    for (int number = 0; number < 30; ++number)
        tasks.push_back({.id = std::to_string(number), .kind = "k"});
    REQUIRE(queue->push(tasks));
    std::stop_source source;
    const auto handler = [&](const Lease&, const std::stop_token& stop) -> Result<std::string> {
        source.request_stop();
        while (!stop.stop_requested())
            mendel::sys::pause_for(1ms);
        return fail(ErrorKind::refused, "Stopped.");
    };
    Executor executor(*queue, {{"k", handler}}, options());
    const auto report = executor.run(source.get_token()).value();
    CHECK(report.stopped);
    CHECK(report.done == 0);
    CHECK(report.dead == 0);
    const auto counts = queue->counts().value();
    CHECK(counts.leased == 0);
    CHECK(counts.active() == 30);
}

TEST_CASE("an equal cache key brings the result without running again") {
    const auto queue = memory_queue();
    REQUIRE(queue->push({{.id = "a", .kind = "k", .cache_key = "same"},
                         {.id = "b", .kind = "k", .after = {"a"}, .cache_key = "same"}}));
    const auto cache = std::move(Cache::open({}).value());
    std::atomic<int> runs = 0;
    auto chosen = options();
    chosen.cache = cache.get();
    Executor executor(*queue,
                      {{"k",
                        [&](const Lease&, const std::stop_token&) -> Result<std::string> {
                            ++runs;
                            return "r";
                        }}},
                      chosen);
    CHECK(executor.run({}).value().from_cache == 1);
    CHECK(runs == 1);
    CHECK(queue->records(TaskState::done).value().at(1).text == "r");
}

TEST_CASE("an open breaker puts tasks off without spending their attempts") {
    const auto queue = memory_queue();
    std::vector<QueuedTask> tasks;
    for (int number = 0; number < 12; ++number)
        tasks.push_back({.id = std::to_string(number), .kind = "k", .retries = 30});
    REQUIRE(queue->push(tasks));
    std::atomic<int> calls = 0;
    auto chosen = options();
    std::vector<std::string> said;
    chosen.breaker = {.window = 6, .least = 6, .rest = 3ms, .probes = 2};
    chosen.say = [&](const std::string& text) { said.push_back(text); };
    Executor executor(*queue,
                      {{"k",
                        [&](const Lease&, const std::stop_token&) -> Result<std::string> {
                            if (++calls <= 8)
                                return fail(ErrorKind::transient, "Down.");
                            return "up";
                        }}},
                      chosen);
    CHECK(executor.run({}).value().done == 12);
    CHECK(std::find(said.begin(), said.end(), "the breaker of 'k' is open") != said.end());
    CHECK(std::find(said.begin(), said.end(), "the breaker of 'k' is closed") != said.end());
}

TEST_CASE("no workers are a clear error") {
    const auto queue = memory_queue();
    auto chosen = options();
    chosen.scaling.max = 0;
    Executor executor(*queue, {}, chosen);
    CHECK(executor.run({}).error().kind == ErrorKind::user);
}

TEST_CASE("a cancelled task is asked to stop by the next beat") {
    const auto queue = memory_queue();
    REQUIRE(queue->push({{.id = "a", .kind = "k"}}));
    auto chosen = options();
    chosen.beat = 1ms;
    std::atomic<bool> was_stopped = false;
    Executor executor(*queue,
                      {{"k",
                        [&](const Lease&, const std::stop_token& stop) -> Result<std::string> {
                            (void)queue->cancel({"a"});
                            for (int count = 0; count < 5000 && !stop.stop_requested(); ++count)
                                mendel::sys::pause_for(1ms);
                            was_stopped = stop.stop_requested();
                            return "late";
                        }}},
                      chosen);
    CHECK(executor.run({}).value().stale == 1);
    CHECK(was_stopped);
    CHECK(queue->counts().value().cancelled == 1);
}

TEST_CASE("250 tasks at once with faults all succeed, each once") {
    const auto queue = memory_queue();
    std::vector<QueuedTask> tasks;
    for (int number = 0; number < 250; ++number)
        tasks.push_back({.id = std::to_string(number), .kind = "k", .retries = 20});
    REQUIRE(queue->push(tasks));
    std::atomic<unsigned> calls = 0;
    std::mutex mutex;
    std::multiset<std::string> effects;
    auto chosen = options();
    chosen.scaling = {.min = 2, .max = 50};
    Executor executor(*queue,
                      {{"k",
                        [&](const Lease&, const std::stop_token&) -> Result<std::string> {
                            if (++calls % 5 == 0)
                                return fail(ErrorKind::transient, "Injected.");
                            return "ok";
                        }}},
                      chosen);
    executor.subscribe([&](const Completion& end) {
        if (end.ending == Ending::done)
            effects.insert(end.task.id);
    });
    const auto report = executor.run({}).value();
    CHECK(report.done == 250);
    CHECK(std::set<std::string>(effects.begin(), effects.end()).size() == effects.size());
    CHECK(effect_problems(queue->effects().value()).empty());
}
