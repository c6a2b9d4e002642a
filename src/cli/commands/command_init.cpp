#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/init.hpp"
#include "base/json.hpp"
#include "cli/command.hpp"
#include "cli/exit_code.hpp"
#include "cli/repository_root.hpp"
#include "cli/style.hpp"

namespace mendel::cli {

namespace {

base::Json files_json(const std::vector<app::PlacedFile>& files) {
    auto json = base::Json{{"schema", "mendel.init/1"}, {"files", base::Json::array()}};
    for (const auto& file : files)
        json["files"].push_back({{"path", file.path}, {"state", app::name_of(file.placement)}});
    return json;
}

std::string files_text(const std::vector<app::PlacedFile>& files) {
    std::string text;
    bool kept = false;
    for (const auto& file : files) {
        text += fmt::format("{:<9} {}\n", app::name_of(file.placement), file.path);
        kept = kept || file.placement == app::Placement::kept;
    }
    if (kept)
        text += "Kept files hold another text. Write over them with --force.\n";
    return text + "Commit these files to the default branch: that is where GitHub reads them.\n";
}

base::Result<int> run_init(const GlobalOptions& global, const app::InitOptions& options) {
    const auto root = repository_root(global);
    if (!root)
        return base::fail(root.error());
    const auto files = app::initialise(*root, options);
    if (!files)
        return base::fail(files.error());
    std::cout << (global.json ? base::to_pretty_text(files_json(*files)) : files_text(*files));
    return k_done;
}

}  // namespace

void add_init_command(CLI::App& root, CommandBody& chosen) {
    const auto options = std::make_shared<app::InitOptions>();
    auto* verb = root.add_subcommand("init", "Write the workflows and a configuration");
    verb->add_option("--template", options->templates,
                     "auto-fix, auto-issue-on-failure, heal-in-job, parallel-dev")
        ->type_name("NAME...");
    verb->add_flag("--force", options->force, "Write over files that hold another text");
    verb->add_flag("--dry-run", options->dry_run, "Only say what would be written");
    verb->footer("Example: mendel init --template auto-fix");
    verb->callback([&chosen, options] {
        chosen = [options](const GlobalOptions& global) { return run_init(global, *options); };
    });
}

}  // namespace mendel::cli
