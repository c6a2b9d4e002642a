#include <iostream>
#include <memory>

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
    std::string format = "text";
    bool fail = false;
};

base::Result<int> run_analyze(const GlobalOptions& global, const AnalyzeOptions& options) {
    const auto root = repository_root(global);
    if (!root)
        return base::fail(root.error());
    const auto failures = app::analyze({.logs = options.logs, .root = *root});
    if (!failures)
        return base::fail(failures.error());
    const auto format = global.json ? std::string("json") : options.format;
    std::cout << render_failures(*failures, format, style_for(global, 1));
    return options.fail && !failures->empty() ? k_not_fixed : k_done;
}

}  // namespace

void add_analyze_command(CLI::App& root, CommandBody& chosen) {
    const auto options = std::make_shared<AnalyzeOptions>();
    auto* verb = root.add_subcommand("analyze", "Say what went wrong in a log, root cause first");
    verb->add_option("log", options->logs, "Log files; - is standard input")
        ->required()
        ->type_name("LOG...");
    verb->add_option("--format", options->format, "How to print the failures")
        ->check(CLI::IsMember({"text", "json", "sarif", "markdown", "github"}));
    verb->add_flag("--fail", options->fail, "Exit code 1 where there is a failure");
    verb->footer("Example: mendel analyze --format markdown build.log");
    verb->callback([&chosen, options] {
        chosen = [options](const GlobalOptions& global) { return run_analyze(global, *options); };
    });
}

}  // namespace mendel::cli
