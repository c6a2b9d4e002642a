#include "run/queue.hpp"

#include <algorithm>
#include <random>
#include <set>

#include "queue_conformance.hpp"
#include "run/queue_redis_link.hpp"
#include "run/task_text.hpp"
#include "support/catch.hpp"
#include "sys/files.hpp"

using namespace mendel::run;
using namespace std::chrono_literals;
using mendel::base::ErrorKind;
using queues::Form;
using queues::ManualClock;

namespace {

std::vector<Form> forms(const queues::RedisServer& server, const std::string& folder) {
    static int count = 0;
    const auto name = "q" + std::to_string(++count);
    const auto path = folder + "/" + name + ".db";
    const auto sqlite = [path](const QueueOptions& options) {
        return std::move(open_sqlite_queue(path, options).value());
    };
    const auto redis = [url = server.url(name)](const QueueOptions& options) {
        return std::move(open_redis_queue(url, options).value());
    };
    return {
        {"memory",
         [](const QueueOptions& options) { return std::move(open_memory_queue(options).value()); }},
        {"sqlite", sqlite, sqlite},
        {"redis", redis, redis}};
}

/// Runs a body on each form of queue, with a clock of its own.
void on_each(const std::function<void(Queue&, const ManualClock&, const Form&)>& body) {
    static const queues::RedisServer server;
    const auto kept = mendel::sys::TemporaryFolder::make("mendel-queues").value();
    for (const auto& form : forms(server, kept.path())) {
        INFO(form.name);
        const ManualClock clock;
        const auto queue = form.open({.lease = 30s, .most_open = 2000, .clock = clock.clock()});
        body(*queue, clock, form);
    }
}

std::vector<std::string> ids_of(const std::vector<Lease>& leases) {
    std::vector<std::string> ids;
    for (const auto& lease : leases)
        ids.push_back(lease.task.id);
    return ids;
}

Report done(const Lease& lease, const std::string& text = "ok") {
    return {.id = lease.task.id, .token = lease.token, .text = text, .worker = lease.worker};
}

}  // namespace

TEST_CASE("tasks come by priority, then by the longest chain, then in order of arrival") {
    on_each([](Queue& queue, const ManualClock&, const Form&) {
        REQUIRE(queue.push({{.id = "low", .priority = Priority::low},
                            {.id = "short", .rank = 1},
                            {.id = "long", .rank = 9},
                            {.id = "high", .priority = Priority::high},
                            {.id = "urgent", .priority = Priority::critical}}));
        CHECK(ids_of(queue.take("w", 10).value()) ==
              std::vector<std::string>{"urgent", "high", "long", "short", "low"});
        CHECK(queue.take("w", 10).value().empty());
    });
}

TEST_CASE("a task waits until everything it needs is done") {
    on_each([](Queue& queue, const ManualClock&, const Form&) {
        REQUIRE(queue.push({{.id = "c", .after = {"a", "b"}}, {.id = "a"}, {.id = "b"}}));
        const auto first = queue.take("w", 10).value();
        REQUIRE(first.size() == 2);
        REQUIRE(queue.report({done(first[0])}).value().empty());
        CHECK(queue.take("w", 10).value().empty());
        REQUIRE(queue.report({done(first[1])}).value().empty());
        CHECK(ids_of(queue.take("w", 10).value()) == std::vector<std::string>{"c"});
        // What comes later and needs something done is ready at once.
        REQUIRE(queue.push({{.id = "d", .after = {"a"}}}));
        CHECK(ids_of(queue.take("w", 10).value()) == std::vector<std::string>{"d"});
    });
}

TEST_CASE("a second push of an id changes nothing") {
    on_each([](Queue& queue, const ManualClock&, const Form&) {
        REQUIRE(queue.push({{.id = "a", .payload = "first"}}));
        REQUIRE(queue.push({{.id = "a", .payload = "second"}}));
        const auto leases = queue.take("w", 10).value();
        REQUIRE(leases.size() == 1);
        CHECK(leases[0].task.payload == "first");
    });
}

TEST_CASE("cycles, unknown dependencies and empty ids are refused, and nothing is pushed") {
    on_each([](Queue& queue, const ManualClock&, const Form&) {
        const auto cycle = queue.push({{.id = "a", .after = {"b"}}, {.id = "b", .after = {"a"}}});
        REQUIRE_FALSE(cycle);
        CHECK(cycle.error().kind == ErrorKind::user);
        CHECK(cycle.error().message.find("a -> b -> a") != std::string::npos);
        CHECK_FALSE(queue.push({{.id = "x", .after = {"nobody"}}}));
        CHECK_FALSE(queue.push({{.id = ""}}));
        CHECK(queue.counts().value().all() == 0);
    });
}

TEST_CASE("a lease that ran out goes to the next, and the late result has no effect") {
    on_each([](Queue& queue, const ManualClock& clock, const Form&) {
        REQUIRE(queue.push({{.id = "a"}}));
        const auto first = queue.take("slow", 1).value().at(0);
        clock.advance(31s);
        const auto second = queue.take("quick", 1).value().at(0);
        CHECK(second.token > first.token);
        CHECK(second.attempt == 2);
        CHECK(queue.report({done(first, "late")}).value() == std::vector<std::string>{"a"});
        CHECK(queue.report({done(second, "right")}).value().empty());
        CHECK(queue.report({done(second, "again")}).value() == std::vector<std::string>{"a"});
        CHECK(queue.records(TaskState::done).value().at(0).text == "right");
        CHECK(effect_problems(queue.effects().value()).empty());
    });
}

TEST_CASE("a heartbeat keeps a lease, and tells which are lost") {
    on_each([](Queue& queue, const ManualClock& clock, const Form&) {
        REQUIRE(queue.push({{.id = "a"}, {.id = "b"}}));
        const auto leases = queue.take("w", 2).value();
        clock.advance(20s);
        CHECK(queue.beat({leases[0]}).value().empty());
        clock.advance(20s);
        CHECK(ids_of(queue.take("v", 2).value()) == std::vector<std::string>{leases[1].task.id});
        CHECK(queue.beat(leases).value() == std::vector<std::string>{leases[1].task.id});
    });
}

TEST_CASE("a retry waits for its delay, and what is postponed costs no attempt") {
    on_each([](Queue& queue, const ManualClock& clock, const Form&) {
        REQUIRE(queue.push({{.id = "a"}}));
        auto lease = queue.take("w", 1).value().at(0);
        REQUIRE(queue.report(
            {{.id = "a", .token = lease.token, .ending = Ending::retry, .delay = 5s}}));
        CHECK(queue.take("w", 1).value().empty());
        CHECK(queue.counts().value().delayed == 1);
        clock.advance(5s);
        lease = queue.take("w", 1).value().at(0);
        CHECK(lease.attempt == 2);
        REQUIRE(queue.report({{.id = "a", .token = lease.token, .ending = Ending::postponed}}));
        CHECK(queue.take("w", 1).value().at(0).attempt == 2);
    });
}

TEST_CASE("dead letters are kept with their error and can be given a fresh start") {
    on_each([](Queue& queue, const ManualClock&, const Form&) {
        REQUIRE(queue.push({{.id = "a"}, {.id = "b", .after = {"a"}}}));
        const auto lease = queue.take("w", 1).value().at(0);
        REQUIRE(queue.report(
            {{.id = "a", .token = lease.token, .ending = Ending::dead, .text = "no luck"}}));
        const auto dead = queue.records(TaskState::dead).value();
        REQUIRE(dead.size() == 1);
        CHECK(dead[0].text == "no luck");
        CHECK(queue.take("w", 1).value().empty());
        CHECK(queue.requeue({"b"}).error().kind == ErrorKind::user);
        REQUIRE(queue.requeue({"a"}));
        const auto fresh = queue.take("w", 1).value().at(0);
        CHECK(fresh.attempt == 1);
        CHECK(fresh.token > lease.token);
        CHECK(queue.counts().value() == QueueCounts{.waiting = 1, .leased = 1});
    });
}

TEST_CASE("a worker that is lost at the last attempt leaves a dead letter") {
    on_each([](Queue& queue, const ManualClock& clock, const Form&) {
        REQUIRE(queue.push({{.id = "a", .retries = 1}}));
        for (int attempt = 1; attempt <= 2; ++attempt) {
            CHECK(queue.take("w", 1).value().size() == 1);
            clock.advance(31s);
        }
        CHECK(queue.take("w", 1).value().empty());
        CHECK(queue.counts().value().dead == 1);
    });
}

TEST_CASE("a cancelled task is never leased, and a leased one loses its effect") {
    on_each([](Queue& queue, const ManualClock&, const Form&) {
        REQUIRE(queue.push({{.id = "a", .rank = 2}, {.id = "b", .rank = 1}}));
        const auto lease = queue.take("w", 1).value().at(0);
        REQUIRE(queue.cancel({"a", "b", "nobody"}));
        CHECK(queue.take("w", 5).value().empty());
        CHECK(queue.beat({lease}).value() == std::vector<std::string>{"a"});
        CHECK(queue.report({done(lease)}).value() == std::vector<std::string>{"a"});
        CHECK(queue.counts().value() == QueueCounts{.cancelled = 2});
    });
}

TEST_CASE("a full queue refuses a push, which may be tried again") {
    on_each([](Queue& queue, const ManualClock&, const Form&) {
        std::vector<QueuedTask> many;
        for (int number = 0; number < 2000; ++number)
            many.push_back({.id = "t" + std::to_string(number)});
        REQUIRE(queue.push(many));
        const auto refused = queue.push({{.id = "more"}});
        REQUIRE_FALSE(refused);
        CHECK(refused.error().kind == ErrorKind::transient);
    });
}

TEST_CASE("another process sees the same queue, and two never get one lease") {
    on_each([](Queue& queue, const ManualClock& clock, const Form& form) {
        if (!form.again)
            return;
        REQUIRE(queue.push({{.id = "a"}, {.id = "b"}}));
        const auto other = form.again({.clock = clock.clock()});
        const auto here = queue.take("here", 1).value();
        const auto there = other->take("there", 5).value();
        REQUIRE(here.size() == 1);
        REQUIRE(there.size() == 1);
        CHECK(here[0].task.id != there[0].task.id);
        CHECK(other->records({}).value().size() == 2);
    });
}

TEST_CASE("random workers that die and come late: nothing is lost, nothing is done twice") {
    on_each([](Queue& queue, const ManualClock& clock, const Form&) {
        for (unsigned seed = 1; seed <= 5; ++seed) {
            std::mt19937 random(seed);
            std::vector<QueuedTask> tasks;
            for (unsigned number = 0; number < 60; ++number) {
                QueuedTask task{.id = std::to_string(seed) + "-" + std::to_string(number),
                                .retries = 1000};
                if (number > 0 && random() % 2 == 0)
                    task.after = {std::to_string(seed) + "-" + std::to_string(random() % number)};
                tasks.push_back(task);
            }
            REQUIRE(queue.push(tasks));
            std::vector<Lease> held;
            for (int step = 0; step < 3000 && queue.counts().value().done < 60 * seed; ++step) {
                const auto taken = queue.take("w" + std::to_string(random() % 4), 3).value();
                held.insert(held.end(), taken.begin(), taken.end());
                clock.advance(std::chrono::seconds(random() % 20));
                if (held.empty())
                    continue;
                const auto newest = std::min<std::size_t>(held.size(), 6);
                const auto at = held.size() - 1 - random() % newest;
                if (random() % 4 != 0)
                    (void)queue.report({done(held[at])}).value();
                if (random() % 2 == 0)
                    held.erase(held.begin() + static_cast<std::ptrdiff_t>(at));
            }
            CHECK(queue.counts().value() == QueueCounts{.done = 60 * seed});
        }
        CHECK(effect_problems(queue.effects().value()).empty());
    });
}

TEST_CASE("ranks are the longest chains of estimates") {
    const auto ranked = with_ranks({{.id = "a", .estimate = 1},
                                    {.id = "b", .after = {"a"}, .estimate = 2},
                                    {.id = "c", .after = {"a"}, .estimate = 5},
                                    {.id = "d", .after = {"b", "c"}, .estimate = 1}});
    CHECK(ranked[0].rank == Approx(7));
    CHECK(ranked[1].rank == Approx(3));
    CHECK(ranked[2].rank == Approx(6));
    CHECK(ranked[3].rank == Approx(1));
}

TEST_CASE("an effect log with two ends or an old token is found out") {
    CHECK(effect_problems({{"a", "leased", 1}, {"a", "done", 1}}).empty());
    CHECK(effect_problems({{"a", "leased", 1}, {"a", "done", 1}, {"a", "done", 1}}).size() == 1);
    CHECK(effect_problems({{"a", "leased", 1}, {"a", "leased", 2}, {"a", "done", 1}}).size() == 1);
}

TEST_CASE("addresses of queues are read, and bad ones refused with words") {
    CHECK(redis_address("redis://localhost").value().port == 6379);
    const auto full = redis_address("redis://:s3cret@10.0.0.1:7000/2?name=build").value();
    CHECK(full.password == "s3cret");
    CHECK(full.host == "10.0.0.1");
    CHECK(full.port == 7000);
    CHECK(full.database == 2);
    CHECK(full.name == "build");
    CHECK_FALSE(redis_address("redis://"));
    CHECK_FALSE(redis_address("redis://host:99999"));
    CHECK(open_queue("amqp://x", {}).error().kind == ErrorKind::user);
    CHECK(open_queue("redis://127.0.0.1:1", {}).error().kind == ErrorKind::transient);
}

TEST_CASE("a task survives its text, and other texts are refused") {
    const QueuedTask task{.id = "a",
                          .kind = "k",
                          .payload = "p\n\"",
                          .priority = Priority::high,
                          .after = {"b"},
                          .estimate = 2.5,
                          .rank = 7,
                          .retries = 1,
                          .deadline = 1500ms,
                          .cache_key = "c"};
    const auto back = task_from_text(to_text(task)).value();
    CHECK(to_text(back) == to_text(task));
    CHECK(back.deadline == 1500ms);
    CHECK_FALSE(task_from_text("{}"));
    CHECK_FALSE(task_from_text("no json"));
}

TEST_CASE("a server that dies mid-run is a transient error in words") {
    queues::RedisServer server;
    const auto queue = std::move(open_redis_queue(server.url("gone"), {}).value());
    REQUIRE(queue->push({{.id = "a"}}));
    server.kill();
    const auto taken = queue->take("w", 1);
    REQUIRE_FALSE(taken);
    CHECK(taken.error().kind == ErrorKind::transient);
}
