#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/pipeline_replay.hpp"
#include "base/json.hpp"
#include "base/time_format.hpp"
#include "cli/command.hpp"
#include "cli/exit_code.hpp"
#include "cli/progress.hpp"
#include "cli/style.hpp"
#include "sys/clock.hpp"
#include "sys/terminal.hpp"

namespace mendel::cli {

namespace {

struct ReplayOptions {
    std::string receipt;
    bool yes = false;
    bool dry_run = false;
};

/// Prints what will run on stderr and asks; without a terminal nobody can answer, so it is no.
bool approved(const std::vector<std::string>& commands, const ReplayOptions& options) {
    std::cerr << "This replay runs, with the walls of a heal around it:\n";
    for (const auto& command : commands)
        std::cerr << "  " << printable(command) << "\n";
    if (options.yes || options.dry_run)
        return options.yes && !options.dry_run;
    if (!sys::is_terminal(0))
        return false;
    std::cerr << "Run it? [y/N] ";
    std::string answer;
    std::getline(std::cin, answer);
    return answer == "y" || answer == "Y" || answer == "yes";
}

base::Json replay_json(const evaluate::Replay& replay) {
    auto json = base::Json{{"schema", "mendel.replay/1"},
                           {"confirmed", replay.confirmed},
                           {"failures", replay.failures},
                           {"drift", replay.drift},
                           {"runs", base::Json::array()}};
    for (const auto& run : replay.runs)
        json["runs"].push_back({{"command", run.command},
                                {"exit_code", run.exit_code},
                                {"place", run.place},
                                {"seconds", static_cast<double>(run.duration.count()) / 1000.0}});
    return json;
}

std::string replay_text(const evaluate::Replay& replay, const Style& style) {
    auto text = replay.confirmed ? style.bold(style.green("✓ confirmed")) +
                                       "  red on the base, green under the "
                                       "patch\n"
                                 : style.bold(style.red("✗ not confirmed")) + "\n";
    for (const auto& failure : replay.failures)
        text += "  " + printable(failure) + "\n";
    for (const auto& drift : replay.drift)
        text += style.yellow("  other environment: ") + printable(drift) + "\n";
    for (const auto& run : replay.runs)
        text += fmt::format("  exit code {} in {} ({}): {}\n", run.exit_code,
                            base::to_text(run.duration), run.place, printable(run.command));
    return text;
}

base::Result<int> run_replay(const GlobalOptions& global, const ReplayOptions& options) {
    const auto session = app::open_session({.folder = global.repository,
                                            .config_file = global.config,
                                            .events = progress_sink(global, sys::system_clock()),
                                            .stop = global.stop});
    if (!session)
        return base::fail(session.error());
    bool asked = false;
    const auto replay = app::replay(*session, options.receipt, [&](const auto& commands) {
        asked = true;
        return approved(commands, options);
    });
    if (!replay && asked && options.dry_run)
        return k_done;
    if (!replay)
        return base::fail(replay.error());
    std::cout << (global.json ? base::to_pretty_text(replay_json(*replay))
                              : replay_text(*replay, style_for(global, 1)));
    return replay->confirmed ? k_done : k_not_fixed;
}

}  // namespace

void add_replay_command(CLI::App& root, CommandBody& chosen) {
    const auto options = std::make_shared<ReplayOptions>();
    auto* verb = root.add_subcommand("replay", "Run the proof of a receipt again");
    verb->add_option("receipt", options->receipt, "receipt.json, or the folder of a run")
        ->required()
        ->type_name("RECEIPT");
    verb->add_flag("--yes", options->yes, "Do not ask before running the commands");
    verb->add_flag("--dry-run", options->dry_run, "Print the commands and run nothing");
    verb->footer("Example: mendel replay --yes receipt.json");
    verb->callback([&chosen, options] {
        chosen = [options](const GlobalOptions& global) { return run_replay(global, *options); };
    });
}

}  // namespace mendel::cli
