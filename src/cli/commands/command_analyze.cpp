#include <iostream>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

#include "app/pipeline_analyze.hpp"
#include "cli/command.hpp"
#include "cli/exit_code.hpp"
#include "cli/render_failures.hpp"
#include "cli/repository_root.hpp"
#include "cli/style.hpp"

namespace mendel::cli {

namespace {

struct AnalyzeOptions {
    std::vector<std::string> logs;
    std::optional<std::string> run;
    std::optional<std::string> history;
    std::string format = "text";
    bool fail = false;
    bool whole = false;
};

base::Result<int> run_analyze(const GlobalOptions& global, const AnalyzeOptions& options) {
    const auto root = repository_root(global);
    if (!root)
        return base::fail(root.error());
    if (options.logs.empty() && !options.run)
        return base::fail(
            base::ErrorKind::user,
            "There is no log to read. Name a file, a folder, a zip archive or -, or a "
            "GitHub run with --run.");
    const auto result = app::analyze({.logs = options.logs,
                                      .run = options.run,
                                      .root = *root,
                                      .config_file = global.config,
                                      .history = options.history,
                                      .whole = options.whole,
                                      .stop = global.stop});
    if (!result)
        return base::fail(result.error());
    const auto format = global.json ? std::string("json") : options.format;
    std::cout << render_failures(result->failures, format, style_for(global, 1), result->notes);
    for (const auto& note : result->notes)
        std::cerr << "mendel: note: " << printable(note) << "\n";
    return options.fail && !result->failures.empty() ? k_not_fixed : k_done;
}

}  // namespace

void add_analyze_command(CLI::App& root, CommandBody& chosen) {
    const auto options = std::make_shared<AnalyzeOptions>();
    auto* verb = root.add_subcommand("analyze", "Say what went wrong in a log, root cause first");
    verb->add_option("log", options->logs,
                     "Log files, folders of logs, zip archives of GitHub runs; - is standard input")
        ->type_name("LOG...");
    verb->add_option("--run", options->run,
                     "Read the failed jobs of this GitHub run (token: GITHUB_TOKEN or GH_TOKEN)")
        ->type_name("ID");
    verb->add_option("--history", options->history,
                     "Logs of earlier runs of the same commit, a file, archive or folder each: "
                     "what they do not show is suspected to be flaky")
        ->type_name("DIR");
    verb->add_option("--format", options->format, "How to print the failures")
        ->check(CLI::IsMember({"text", "json", "sarif", "markdown", "github"}));
    verb->add_flag("--fail", options->fail, "Exit code 1 where there is a failure");
    verb->add_flag("--whole", options->whole,
                   "Let every matcher read every line: slow, for comparing");
    verb->footer("Example: mendel analyze --format markdown build.log");
    verb->callback([&chosen, options] {
        chosen = [options](const GlobalOptions& global) { return run_analyze(global, *options); };
    });
}

}  // namespace mendel::cli
