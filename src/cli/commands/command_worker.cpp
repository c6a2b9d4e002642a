#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "cli/command.hpp"
#include "cli/exit_code.hpp"
#include "cli/progress.hpp"
#include "cli/style.hpp"
#include "develop/pipeline_develop.hpp"
#include "run/queue.hpp"
#include "sys/clock.hpp"

namespace mendel::cli {

namespace {

struct WorkerOptions {
    develop::DevelopRequest request;
    bool show = false;
    std::vector<std::string> requeue;
};

base::Json counts_json(const run::QueueCounts& counts) {
    return {{"waiting", counts.waiting},    {"delayed", counts.delayed}, {"ready", counts.ready},
            {"leased", counts.leased},      {"done", counts.done},       {"dead", counts.dead},
            {"cancelled", counts.cancelled}};
}

/// What is in the queue, dead letters with their errors.
base::Result<int> show_queue(const GlobalOptions& global, run::Queue& queue) {
    const auto counts = queue.counts();
    const auto dead = queue.records(run::TaskState::dead);
    if (!counts || !dead)
        return base::fail(counts ? dead.error() : counts.error());
    auto json = base::Json{{"schema", "mendel.queue/1"},
                           {"counts", counts_json(*counts)},
                           {"dead", base::Json::array()}};
    std::string text = fmt::format("{} waiting, {} ready, {} leased, {} done, {} dead\n",
                                   counts->waiting + counts->delayed, counts->ready, counts->leased,
                                   counts->done, counts->dead);
    for (const auto& record : *dead) {
        json["dead"].push_back({{"id", record.task.id},
                                {"kind", record.task.kind},
                                {"attempt", record.attempt},
                                {"worker", record.worker},
                                {"error", record.text}});
        text += fmt::format("dead {}: {}\n", printable(record.task.id), printable(record.text));
    }
    std::cout << (global.json ? base::to_pretty_text(json) : text);
    return k_done;
}

base::Result<int> run_worker(const GlobalOptions& global, const WorkerOptions& options) {
    if (options.show || !options.requeue.empty()) {
        const auto queue = run::open_queue(options.request.queue, {});
        if (!queue)
            return base::fail(queue.error());
        if (!options.requeue.empty())
            if (const auto done = (*queue)->requeue(options.requeue); !done)
                return base::fail(done.error());
        return show_queue(global, **queue);
    }
    auto request = options.request;
    const auto session = app::open_session({.folder = global.repository,
                                            .config_file = global.config,
                                            .events = progress_sink(global, sys::system_clock()),
                                            .stop = global.stop});
    if (!session)
        return base::fail(session.error());
    const auto served = develop::serve_queue(*session, request);
    return served ? base::Result<int>(k_done) : base::fail(served.error());
}

}  // namespace

void add_worker_command(CLI::App& root, CommandBody& chosen) {
    const auto options = std::make_shared<WorkerOptions>();
    auto* verb = root.add_subcommand("worker", "Do what mendel develop --queue put into a queue");
    verb->add_option("--queue", options->request.queue, "redis://HOST[:PORT], or sqlite:FILE")
        ->type_name("URL")
        ->required();
    verb->add_option("--workers", options->request.mission.most_workers, "At once, 1 to 50")
        ->check(CLI::Range(1, 50));
    verb->add_option("--maker", options->request.makers.commands,
                     "A command that makes the changes; may be repeated")
        ->type_name("NAME=COMMAND")
        ->allow_extra_args(false);
    verb->add_option("--agent", options->request.makers.agents,
                     "A configured agent that makes the changes; may be repeated")
        ->type_name("NAME")
        ->allow_extra_args(false);
    verb->add_flag("--show", options->show, "Only tell what is in the queue, dead letters too");
    verb->add_option("--requeue", options->requeue, "Give these dead letters a fresh start")
        ->type_name("ID");
    verb->footer("Example: mendel worker --queue redis://10.0.0.5 --workers 4");
    verb->callback([&chosen, options] {
        chosen = [options](const GlobalOptions& global) { return run_worker(global, *options); };
    });
}

}  // namespace mendel::cli
