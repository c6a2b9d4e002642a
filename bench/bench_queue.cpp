#include <algorithm>
#include <atomic>
#include <iostream>
#include <map>
#include <mutex>
#include <random>

#include <fmt/format.h>

#include "base/crypto.hpp"
#include "bench.hpp"
#include "run/cache.hpp"
#include "run/executor.hpp"
#include "sys/clock.hpp"
#include "sys/files.hpp"
#include "sys/pool.hpp"
#include "sys/stop.hpp"

namespace bench {

namespace {

using namespace mendel;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

double seconds_since(steady_clock::time_point begin) {
    return std::chrono::duration<double>(steady_clock::now() - begin).count();
}

std::unique_ptr<run::Queue> opened(const std::string& url, std::chrono::milliseconds lease = 30s) {
    auto queue = run::open_queue(url, {.lease = lease, .most_open = 10'000'000});
    if (!queue) {
        std::cerr << base::describe(queue.error()) << "\n";
        std::exit(4);
    }
    return std::move(*queue);
}

run::ExecutorOptions options(std::size_t workers) {
    return {.worker = sys::random_name(8),
            .scaling = {.min = workers, .max = workers},
            .look = 1ms,
            .clock = sys::system_clock(),
            .random = sys::random_fraction};
}

base::Result<std::string> nothing(const run::Lease&, const std::stop_token&) {
    return std::string();
}

void push_many(run::Queue& queue, std::size_t count) {
    std::vector<run::QueuedTask> batch;
    for (std::size_t number = 0; number < count; ++number) {
        batch.push_back({.id = fmt::format("t{}", number), .kind = "k", .retries = 50});
        if (batch.size() == 1000 || number + 1 == count) {
            if (const auto pushed = queue.push(batch); !pushed)
                std::cerr << base::describe(pushed.error()) << "\n";
            batch.clear();
        }
    }
}

double percentile(std::vector<double>& values, double share) {
    std::sort(values.begin(), values.end());
    const auto last = static_cast<double>(values.size() - 1);
    return values[static_cast<std::size_t>(last * share)];
}

}  // namespace

int noop(const Arguments& arguments) {
    const auto queue = opened(arguments.at(0));
    const auto count = std::stoul(arguments.at(1));
    const auto begin = steady_clock::now();
    push_many(*queue, count);
    const auto pushed = seconds_since(begin);
    run::Executor executor(*queue, {{"k", nothing}}, options(sys::processor_count()));
    const auto report = executor.run({});
    const auto all = seconds_since(begin);
    fmt::print("{{\"push\": {:.4f}, \"run\": {:.4f}, \"per_second\": {:.0f}, \"done\": {}}}\n",
               pushed, all - pushed, static_cast<double>(count) / all, report ? report->done : 0);
    return report && report->done == count ? 0 : 1;
}

int chain(const Arguments& arguments) {
    const auto queue = opened(arguments.at(0));
    const auto count = std::stoul(arguments.at(1));
    std::vector<run::QueuedTask> tasks;
    for (std::size_t number = 0; number < count; ++number) {
        tasks.push_back({.id = fmt::format("t{}", number), .kind = "k"});
        if (number > 0)
            tasks.back().after = {fmt::format("t{}", number - 1)};
    }
    (void)queue->push(tasks);
    std::vector<double> gaps;
    auto last = steady_clock::now();
    run::Executor executor(*queue,
                           {{"k",
                             [&](const run::Lease&, const std::stop_token&) {
                                 gaps.push_back(seconds_since(last) * 1e6);
                                 last = steady_clock::now();
                                 return base::Result<std::string>("");
                             }}},
                           options(2));
    const auto report = executor.run({});
    fmt::print("{{\"p50\": {:.0f}, \"p95\": {:.0f}, \"p99\": {:.0f}}}\n", percentile(gaps, 0.5),
               percentile(gaps, 0.95), percentile(gaps, 0.99));
    return report && report->done == count ? 0 : 1;
}

int wide(const Arguments& arguments) {
    const auto queue = opened("memory:");
    const auto count = std::stoul(arguments.at(0));
    std::mt19937 random(1);
    std::vector<run::QueuedTask> tasks;
    for (std::size_t number = 0; number < count; ++number) {
        tasks.push_back({.id = fmt::format("t{}", number), .kind = "k"});
        for (int need = 0; number > 0 && need < 3; ++need)
            tasks.back().after.push_back(fmt::format("t{}", random() % number));
    }
    const auto begin = steady_clock::now();
    (void)queue->push(run::with_ranks(tasks));
    run::Executor executor(*queue, {{"k", nothing}}, options(2));
    const auto report = executor.run({});
    fmt::print("{{\"seconds\": {:.4f}, \"done\": {}}}\n", seconds_since(begin),
               report ? report->done : 0);
    return report && report->done == count ? 0 : 1;
}

int scale(const Arguments&) {
    const auto queue = opened("memory:");
    push_many(*queue, 400);
    auto chosen = options(2);
    chosen.scaling = {.min = 2, .max = 50};
    std::atomic<int> running = 0;
    std::atomic<double> reached = 0;
    const auto begin = steady_clock::now();
    run::Executor executor(*queue,
                           {{"k",
                             [&](const run::Lease&, const std::stop_token&) {
                                 if (++running >= 50 && reached == 0)
                                     reached = seconds_since(begin);
                                 sys::pause_for(50ms);
                                 --running;
                                 return base::Result<std::string>("");
                             }}},
                           chosen);
    const auto report = executor.run({});
    fmt::print("{{\"seconds_to_50_workers\": {:.4f}, \"most_workers\": {}}}\n", reached.load(),
               report ? report->most_workers : 0);
    return 0;
}

int cache(const Arguments&) {
    const auto folder = sys::TemporaryFolder::make("mendel-bench").value();
    const std::string text(20'000, 'x');
    const auto timed = [&](run::Cache& used, int times) {
        const auto begin = steady_clock::now();
        for (int count = 0; count < times; ++count)
            (void)used.find("key");
        return seconds_since(begin) * 1e6 / times;
    };
    const auto warm = std::move(run::Cache::open({.folder = folder.path()}).value());
    warm->keep("key", text, 1);
    const auto memory = timed(*warm, 10'000);
    const auto cold =
        std::move(run::Cache::open({.memory_bytes = 1, .folder = folder.path()}).value());
    fmt::print("{{\"memory\": {:.2f}, \"disk\": {:.2f}}}\n", memory, timed(*cold, 1000));
    return 0;
}

int push(const Arguments& arguments) {
    push_many(*opened(arguments.at(0)), std::stoul(arguments.at(1)));
    return 0;
}

/// A worker whose tasks take 5 ms and fail at every fifth attempt, until nothing is left.
int work(const Arguments& arguments) {
    const auto queue = opened(arguments.at(0), 2s);
    auto chosen = options(4);
    chosen.beat = 500ms;
    chosen.backoff = {.first = 10ms, .most = 100ms};
    chosen.breaker = {.least = 1000};
    run::Executor executor(
        *queue,
        {{"k",
          [](const run::Lease& lease, const std::stop_token&) -> base::Result<std::string> {
              sys::pause_for(5ms);
              const auto fate = base::sha256(fmt::format("{}/{}", lease.task.id, lease.attempt));
              if (fate[0] < '3')  // 3 of 16
                  return base::fail(base::ErrorKind::transient, "Injected.");
              return lease.task.id;
          }}},
        chosen);
    const auto report = executor.run(sys::stop_on_signals());
    return report ? 0 : 4;
}

int verify(const Arguments& arguments) {
    const auto queue = opened(arguments.at(0));
    const auto counts = queue->counts().value();
    const auto effects = queue->effects().value();
    const auto problems = run::effect_problems(effects);
    std::map<std::string, std::size_t> what;
    for (const auto& effect : effects)
        ++what[effect.what];
    fmt::print(
        "{{\"done\": {}, \"dead\": {}, \"done_effects\": {}, \"retries\": {}, "
        "\"expired\": {}, \"stale\": {}, \"problems\": {}}}\n",
        counts.done, counts.dead, what["done"], what["retry"], what["expired"], what["stale"],
        problems.size());
    const auto count = std::stoul(arguments.at(1));
    return counts.done == count && what["done"] == count && problems.empty() ? 0 : 1;
}

}  // namespace bench
