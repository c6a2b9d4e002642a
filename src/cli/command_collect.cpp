#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "cli/command.hpp"
#include "cli/exit_code.hpp"
#include "cli/style.hpp"
#include "develop/collect.hpp"

namespace mendel::cli {

namespace {

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
