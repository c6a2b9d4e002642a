#include <algorithm>
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
#include "develop/collect.hpp"
#include "develop/pipeline_develop.hpp"
#include "develop/report.hpp"
#include "sys/clock.hpp"
#include "sys/files.hpp"
#include "sys/terminal.hpp"

namespace mendel::cli {

namespace {

constexpr int k_standard_error = 2;

struct DevelopOptions {
    develop::DevelopRequest request;
    std::string pattern = "parallel";
    std::string result;
};

/// The table of tasks on a terminal, drawn over the last one.
std::function<void(const develop::MissionState&)> live_table(const GlobalOptions& global) {
    if (global.quiet || global.json || !sys::is_terminal(k_standard_error))
        return [](const develop::MissionState&) {};
    const auto height = std::make_shared<std::size_t>(0);
    return [height](const develop::MissionState& state) {
        const auto lines = develop::live_table(state);
        if (*height > 0)
            std::cerr << "\x1b[" << *height << "A";
        for (const auto& line : lines)
            std::cerr << "\r\x1b[K" << printable(line) << "\n";
        *height = lines.size();
    };
}

std::string text_of(const develop::Developed& developed, const Style& style) {
    const auto& state = developed.state;
    std::string text;
    for (const auto& line : develop::live_table(state))
        text += printable(line) + "\n";
    for (const auto& task : state.tasks)
        if (task.stage == develop::Stage::failed)
            text += fmt::format("{} {}: {}\n", style.red("failed"), task.planned.task.id,
                                printable(task.note));
    for (const auto& check : state.checks)
        text += fmt::format("exit code {}: {}\n", check.exit_code, printable(check.command));
    for (const auto& found :
         developed.is_done ? std::vector<develop::Bottleneck>{} : develop::bottlenecks_of(state))
        text += fmt::format("{}: {}. {}\n", found.kind, printable(found.text), found.advice);
    if (const auto warning = develop::unproven(state); !warning.empty())
        text += style.red("unproven") + ": " + warning + "\n";
    text += developed.is_done ? style.green("done") : style.red("not done");
    text += fmt::format(": {} of {} tasks; {}\n", state.count(develop::Stage::accepted),
                        state.tasks.size(), printable(developed.run_directory));
    if (developed.pull_request != 0)
        text += fmt::format("pull request {} from {}\n", developed.pull_request, developed.branch);
    else if (!developed.branch.empty())
        text += fmt::format("branch {}\n", developed.branch);
    if (!developed.is_done)
        text += fmt::format("Go on with: mendel develop --resume {}\n", developed.run);
    return text;
}

base::Result<int> run_develop(const GlobalOptions& global, const DevelopOptions& options) {
    auto request = options.request;
    const auto pattern = develop::pattern_named(options.pattern);
    if (!pattern)
        return base::fail(pattern.error());
    request.mission.pattern = *pattern;
    request.mission.most_workers = static_cast<std::size_t>(std::max(1, request.mission.instances));
    request.show = live_table(global);
    const auto session = app::open_session({.folder = global.repository,
                                            .config_file = global.config,
                                            .events = progress_sink(global, sys::system_clock()),
                                            .stop = global.stop});
    if (!session)
        return base::fail(session.error());
    const auto developed = develop::develop(*session, request);
    if (!developed)
        return base::fail(developed.error());
    if (!options.result.empty()) {
        const auto whole = develop::result_of(*developed, developed->run);
        if (const auto kept =
                sys::write_file(options.result, base::to_pretty_text(develop::to_json(whole)));
            !kept)
            return base::fail(kept.error());
    }
    std::cout << (global.json ? base::to_pretty_text(develop::to_json(*developed))
                              : text_of(*developed, style_for(global, 1)));
    return developed->is_done ? k_done : k_not_fixed;
}

struct CollectOptions {
    std::vector<std::string> files;
    std::string branch;
};

base::Result<int> run_collect(const GlobalOptions& global, const CollectOptions& options) {
    const auto session = app::open_session(
        {.folder = global.repository, .config_file = global.config, .stop = global.stop});
    if (!session)
        return base::fail(session.error());
    const auto collected = develop::collect(*session, options.files, options.branch);
    if (!collected)
        return base::fail(collected.error());
    std::cout << (global.json ? base::to_pretty_text(develop::to_json(*collected))
                              : printable(collected->report));
    return collected->winner.empty() ? k_not_fixed : k_done;
}

}  // namespace

void add_develop_command(CLI::App& root, CommandBody& chosen) {
    const auto options = std::make_shared<DevelopOptions>();
    auto& request = options->request;
    auto* verb = root.add_subcommand(
        "develop", "Plan a feature, have agents build it side by side, let the checks choose");
    auto* goal = verb->add_option("goal", request.source.text, "The feature in words");
    verb->add_option("--file", request.source.file, "A file that holds it")
        ->type_name("FILE")
        ->excludes(goal);
    verb->add_option("--issue", request.source.issue, "An issue of the local forge")
        ->type_name("NUMBER")
        ->excludes(goal);
    verb->add_option("--resume", request.resume, "Go on with an interrupted run")
        ->type_name("RUN")
        ->excludes(goal);
    verb->add_option("--strategy", request.source.strategy,
                     "waterfall, agile, feature-first, test-driven or risk-driven");
    verb->add_option("--complexity", request.source.complexity, "low, medium or high");
    verb->add_option("--refine", request.source.refine,
                     "A configured agent that betters the plan first")
        ->type_name("AGENT");
    verb->add_option("--pattern", options->pattern, "competition, parallel, ab, roles or tree");
    verb->add_option("--instances", request.mission.instances, "Attempts at once, 1 to 50")
        ->type_name("COUNT")
        ->check(CLI::Range(0, 50));
    verb->add_option(
            "--maker", request.makers.commands,
            "A command that makes the changes, behind the walls of checks; may be repeated")
        ->type_name("NAME=COMMAND")
        ->allow_extra_args(false);
    verb->add_option("--agent", request.makers.agents,
                     "A configured agent that makes the changes; may be repeated; default: all "
                     "that can be used, where there is no --maker")
        ->type_name("NAME")
        ->allow_extra_args(false);
    verb->add_option("--check", request.mission.checks,
                     "A command that must pass; default: the repository's checks")
        ->type_name("COMMAND")
        ->allow_extra_args(false);
    verb->add_option("--measure", request.mission.measure, "A command whose time is compared")
        ->type_name("COMMAND");
    verb->add_option("--minutes", request.mission.minutes, "The longest one attempt may take")
        ->check(CLI::Range(1, 1440));
    verb->add_option("--queue", request.queue, "Where attempts wait: redis://HOST, sqlite:FILE")
        ->type_name("URL");
    auto* branch = verb->add_option("--branch", request.branch, "Commit it to this new branch")
                       ->type_name("NAME");
    verb->add_flag("--pull-request", request.pull_request, "Open a pull request")->excludes(branch);
    verb->add_option("--plan", request.source.plan, "A plan of mendel plan --format json")
        ->type_name("FILE")
        ->excludes(goal);
    verb->add_option("--result", options->result, "Write what was built for mendel collect")
        ->type_name("FILE");
    verb->footer(
        "Example: mendel develop \"Add a --json flag\" --pattern competition --instances 3");
    verb->callback([&chosen, options] {
        chosen = [options](const GlobalOptions& global) { return run_develop(global, *options); };
    });
}

void add_collect_command(CLI::App& root, CommandBody& chosen) {
    const auto options = std::make_shared<CollectOptions>();
    auto* verb = root.add_subcommand(
        "collect", "Rank what the jobs of a fan-out built, and put the best on a branch");
    verb->add_option("results", options->files, "Files of mendel develop --result")->required();
    verb->add_option("--branch", options->branch, "Commit the winner to this branch")
        ->type_name("NAME");
    verb->footer("Example: mendel collect results/*.json --branch mendel/develop/report");
    verb->callback([&chosen, options] {
        chosen = [options](const GlobalOptions& global) { return run_collect(global, *options); };
    });
}

}  // namespace mendel::cli
