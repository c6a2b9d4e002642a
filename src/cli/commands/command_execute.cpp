#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/deliver.hpp"
#include "app/pipeline_execute.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/exit_code.hpp"
#include "cli/progress.hpp"
#include "cli/render_outcome.hpp"
#include "model/task_json.hpp"
#include "sys/clock.hpp"
#include "sys/files.hpp"

namespace mendel::cli {

namespace {

struct ExecuteOptions {
    std::string task;
    std::string agent;
    int attempts = 3;
    std::string place;
    app::Delivery delivery;
    std::string branch;
};

base::Result<app::ExecuteRequest> request_of(const ExecuteOptions& options) {
    const auto text = sys::read_file(options.task);
    const auto task = text ? model::parse_task(*text, options.task) : base::fail(text.error());
    if (!task)
        return base::fail(task.error());
    return app::ExecuteRequest{.task = *task,
                               .agent = options.agent,
                               .attempts = options.attempts,
                               .place = options.place};
}

base::Result<int> run_execute(const GlobalOptions& global, const ExecuteOptions& options) {
    const auto request = request_of(options);
    if (!request)
        return base::fail(request.error());
    const auto session = app::open_session({.folder = global.repository,
                                            .config_file = global.config,
                                            .events = progress_sink(global, sys::system_clock()),
                                            .stop = global.stop});
    if (!session)
        return base::fail(session.error());
    auto execution = app::execute(*session, *request);
    if (!execution)
        return base::fail(execution.error());
    app::Delivered delivered;
    if (execution->outcome.kind == model::OutcomeKind::fixed) {
        auto delivery = options.delivery;
        if (!options.branch.empty())
            delivery.branch = options.branch;
        auto done = app::deliver(*session, execution->outcome, delivery);
        if (!done)
            return base::fail(done.error());
        delivered = std::move(*done);
        if (!delivered.risks.empty())
            execution->outcome.kind = model::OutcomeKind::awaits_approval;
    }
    std::cout << (global.json ? base::to_pretty_text(app::to_json(*execution))
                              : outcome_text(execution->outcome, delivered,
                                             {.style = style_for(global, 1), .explain = true}));
    return exit_code_of(execution->outcome.kind);
}

}  // namespace

void add_execute_command(CLI::App& root, CommandBody& chosen) {
    const auto options = std::make_shared<ExecuteOptions>();
    auto* verb = root.add_subcommand(
        "execute", "Have an agent work on one task in a worktree, judge the change and keep it");
    verb->add_option("--task", options->task, "The task, a JSON file (schemas/task.schema.json)")
        ->type_name("FILE")
        ->required();
    verb->add_option("--agent", options->agent,
                     "An agent of the configuration; default: the first that can be used")
        ->type_name("NAME");
    verb->add_option("--attempts", options->attempts, "The most tries")
        ->type_name("COUNT")
        ->check(CLI::Range(1, 20));
    verb->add_option("--place", options->place, "Where checks run: overlay, copy or in-place")
        ->check(CLI::IsMember({"overlay", "copy", "in-place"}));
    auto* apply = verb->add_flag("--apply", options->delivery.apply, "Change your files");
    auto* branch = verb->add_option("--branch", options->branch, "Commit it to this new branch")
                       ->type_name("NAME");
    verb->add_flag("--pull-request", options->delivery.pull_request, "Open a pull request")
        ->excludes(apply)
        ->excludes(branch);
    apply->excludes(branch);
    verb->footer("Example: mendel execute --task task.json --agent claude --branch try-it");
    verb->callback([&chosen, options] {
        chosen = [options](const GlobalOptions& global) { return run_execute(global, *options); };
    });
}

}  // namespace mendel::cli
