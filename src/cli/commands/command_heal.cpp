#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/check_command.hpp"
#include "app/deliver.hpp"
#include "app/pipeline_heal.hpp"
#include "app/report.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/exit_code.hpp"
#include "cli/progress.hpp"
#include "cli/render_outcome.hpp"
#include "model/outcome_json.hpp"
#include "sys/clock.hpp"
#include "sys/files.hpp"

namespace mendel::cli {

namespace {

struct HealOptions {
    std::vector<std::string> command;
    std::string log;
    std::string rungs;
    int seconds = 0;
    bool explain = false;
    bool yes = false;
    std::string place;
    bool dry_run = false;
    app::Delivery delivery;
    std::string branch;
};

base::Result<app::HealRequest> request_of(const HealOptions& options) {
    app::HealRequest request{.place = options.place};
    if (!options.command.empty()) {
        auto command = app::command_of_words(options.command);
        if (!command)
            return base::fail(command.error());
        request.command = std::move(*command);
    }
    if (!options.log.empty()) {
        auto log = sys::read_file(options.log);
        if (!log)
            return base::fail(log.error());
        request.log = std::move(*log);
    }
    for (const auto name : base::split(options.rungs, ','))
        if (!base::trim(name).empty())
            request.rungs.emplace_back(base::trim(name));
    if (options.seconds > 0)
        request.time = std::chrono::seconds(options.seconds);
    return request;
}

app::Delivery delivery_of(const HealOptions& options, const config::Config& config) {
    auto delivery = options.delivery;
    if (!options.branch.empty())
        delivery.branch = options.branch;
    const bool chosen = delivery.apply || delivery.branch || delivery.pull_request;
    if (!chosen && config.heal.deliver == "pull-request")
        delivery.pull_request = true;
    if (!chosen && config.heal.deliver == "branch")
        delivery.branch = "";
    return options.dry_run ? app::Delivery{} : delivery;
}

base::Result<int> run_heal(const GlobalOptions& global, const HealOptions& options) {
    const auto request = request_of(options);
    if (!request)
        return base::fail(request.error());
    auto session = app::open_session({.folder = global.repository,
                                      .config_file = global.config,
                                      .events = progress_sink(global, sys::system_clock()),
                                      .stop = global.stop});
    if (!session)
        return base::fail(session.error());
    auto outcome = app::heal(*session, *request);
    if (!outcome)
        return base::fail(outcome.error());
    app::Delivered delivered;
    if (outcome->kind == model::OutcomeKind::fixed) {
        auto done = app::deliver(*session, *outcome, delivery_of(options, session->config));
        if (!done)
            return base::fail(done.error());
        delivered = std::move(*done);
        // The run folder keeps "fixed", which is what the patch is when it is approved.
        if (!delivered.risks.empty())
            outcome->kind = model::OutcomeKind::awaits_approval;
        if (delivered.pull_request != 0) {
            outcome->kind = model::OutcomeKind::published;
            if (const auto recorded = app::record_outcome(*session, *outcome); !recorded)
                return base::fail(recorded.error());
        }
    }
    if (global.json)
        std::cout << base::to_pretty_text(outcome_json(*outcome, delivered));
    else
        std::cout << outcome_text(*outcome, delivered,
                                  {.style = style_for(global, 1), .explain = options.explain});
    return exit_code_of(outcome->kind);
}

}  // namespace

void add_heal_command(CLI::App& root, CommandBody& chosen) {
    const auto options = std::make_shared<HealOptions>();
    auto* verb = root.add_subcommand(
        "heal", "Run a failing command, find out why, fix it, prove the fix and show the diff");
    verb->add_option("command", options->command,
                     "The failing command, after --; without one the repository's checks are run")
        ->type_name("-- COMMAND...");
    verb->add_option("--log", options->log, "Start from this log")->type_name("FILE");
    verb->add_option("--rungs", options->rungs, "Only these rungs, separated by commas")
        ->type_name("LIST");
    verb->add_option("--time", options->seconds, "Stop after this long with the best so far")
        ->type_name("SECONDS")
        ->check(CLI::PositiveNumber);
    verb->add_flag("--explain", options->explain, "Why each try was refused");
    verb->add_flag("--yes", options->yes, "Answer every question with yes");
    verb->add_option("--place", options->place,
                     "Where checks run; in-place only on a disposable checkout")
        ->check(CLI::IsMember({"overlay", "copy", "in-place"}));
    verb->add_flag("--dry-run", options->dry_run, "Deliver nothing, whatever else is asked");
    auto* apply =
        verb->add_flag("--apply", options->delivery.apply, "Change the files of the work tree");
    auto* branch = verb->add_option("--branch", options->branch, "Commit the patch to a new branch")
                       ->type_name("NAME");
    auto* pull_request = verb->add_flag("--pull-request", options->delivery.pull_request,
                                        "Open a pull request on the local forge");
    apply->excludes(branch)->excludes(pull_request);
    branch->excludes(pull_request);
    verb->footer("Example: mendel heal --explain -- python3 -m pytest -q");
    verb->callback([&chosen, options] {
        chosen = [options](const GlobalOptions& global) { return run_heal(global, *options); };
    });
}

}  // namespace mendel::cli
