#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/waiting_patch.hpp"
#include "base/json.hpp"
#include "cli/command.hpp"
#include "cli/exit_code.hpp"
#include "cli/render_outcome.hpp"
#include "cli/style.hpp"
#include "model/outcome_json.hpp"

namespace mendel::cli {

namespace {

base::Json json_of(const app::WaitingPatch& patch) {
    return {{"commit", patch.head_commit},
            {"patch_sha256", patch.patch_sha256},
            {"created", patch.created},
            {"expires", patch.expires},
            {"reasons", model::to_json(patch.reasons)},
            {"run_directory", patch.run_directory}};
}

base::Result<int> list_waiting(const GlobalOptions& global, const app::Session& session) {
    const auto patches = app::waiting_patches(session);
    if (!patches)
        return base::fail(patches.error());
    base::Json list = base::Json::array();
    std::string text;
    for (const auto& patch : *patches) {
        list.push_back(json_of(patch));
        text += fmt::format("{}  until {}\n", patch.head_commit, patch.expires);
        for (const auto& reason : patch.reasons)
            text += "  " + printable(model::to_text(reason)) + "\n";
        text += "  " + printable(patch.run_directory) + "/patch.diff\n";
    }
    if (text.empty())
        text = "Nothing waits for approval.\n";
    std::cout << (global.json ? base::to_pretty_text({{"schema", "mendel.approve/1"},
                                                      {"delivered", nullptr},
                                                      {"waiting", list}})
                              : text);
    return k_done;
}

base::Result<int> run_approve(const GlobalOptions& global, const std::string& commit) {
    const auto session = app::open_session(
        {.folder = global.repository, .config_file = global.config, .stop = global.stop});
    if (!session)
        return base::fail(session.error());
    if (commit.empty())
        return list_waiting(global, *session);
    const auto delivered = app::approve(*session, commit);
    if (!delivered)
        return base::fail(delivered.error());
    if (global.json)
        std::cout << base::to_pretty_text({{"schema", "mendel.approve/1"},
                                           {"delivered",
                                            {{"applied", delivered->applied},
                                             {"branch", delivered->branch},
                                             {"commit", delivered->commit},
                                             {"pull_request", delivered->pull_request}}},
                                           {"waiting", base::Json::array()}});
    else
        std::cout << "Approved. " << delivery_text(*delivered);
    return k_done;
}

}  // namespace

void add_approve_command(CLI::App& root, CommandBody& chosen) {
    const auto commit = std::make_shared<std::string>();
    auto* verb = root.add_subcommand(
        "approve", "Deliver a fix that waits for approval; without a commit, show what waits");
    verb->add_option("commit", *commit, "The full id of the commit that the fix is for")
        ->type_name("COMMIT");
    verb->footer("Example: mendel approve 2f1c8e0d0b7a4c55b1e3a9d6f4870c1a2b3c4d5e");
    verb->callback([&chosen, commit] {
        chosen = [commit](const GlobalOptions& global) { return run_approve(global, *commit); };
    });
}

}  // namespace mendel::cli
