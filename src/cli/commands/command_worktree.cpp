#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/check_command.hpp"
#include "app/worktrees.hpp"
#include "base/json.hpp"
#include "cli/command.hpp"
#include "cli/exit_code.hpp"
#include "cli/style.hpp"
#include "model/outcome_json.hpp"

namespace mendel::cli {

namespace {

struct WorktreeOptions {
    std::string name;
    std::string revision;
    bool force = false;
    std::vector<std::string> command;
};

using Action = base::Result<int> (*)(const GlobalOptions&, const WorktreeOptions&,
                                     const app::Session&);

base::Json worktree_json(const app::Worktree& worktree) {
    return {{"name", worktree.name}, {"path", worktree.path}, {"base", worktree.base}};
}

std::string worktree_line(const app::Worktree& worktree) {
    return fmt::format("{}  {}  {}\n", worktree.name, worktree.base.substr(0, 12),
                       printable(worktree.path));
}

base::Result<int> run_create(const GlobalOptions& global, const WorktreeOptions& options,
                             const app::Session& session) {
    const auto worktree = app::create_worktree(session, options.name, options.revision);
    if (!worktree)
        return base::fail(worktree.error());
    auto json = worktree_json(*worktree);
    json["schema"] = "mendel.worktree/1";
    std::cout << (global.json ? base::to_pretty_text(json) : worktree_line(*worktree));
    return k_done;
}

base::Result<int> run_list(const GlobalOptions& global, const WorktreeOptions&,
                           const app::Session& session) {
    const auto worktrees = app::list_worktrees(session);
    if (!worktrees)
        return base::fail(worktrees.error());
    auto json = base::Json{{"schema", "mendel.worktrees/1"}, {"worktrees", base::Json::array()}};
    std::string text;
    for (const auto& worktree : *worktrees) {
        json["worktrees"].push_back(worktree_json(worktree));
        text += worktree_line(worktree);
    }
    std::cout << (global.json ? base::to_pretty_text(json) : text);
    return k_done;
}

base::Result<int> run_remove(const GlobalOptions&, const WorktreeOptions& options,
                             const app::Session& session) {
    const auto removed = app::remove_worktree(session, options.name, options.force);
    return removed ? base::Result<int>(k_done) : base::fail(removed.error());
}

std::string verdict_text(const app::WorktreeVerdict& judged, const Style& style) {
    const auto& verdict = judged.verdict;
    const bool refused = verdict.state == model::VerdictState::refused;
    const auto name = std::string(model::name_of(verdict.state));
    auto text = fmt::format("{}  the check was {} before\n",
                            style.bold(refused ? style.red(name) : style.green(name)),
                            judged.red_before ? "red" : "green");
    for (const auto& refusal : verdict.refusals)
        text += "  " + printable(model::to_text(refusal)) + "\n";
    for (const auto& check : verdict.checks)
        text += fmt::format("  exit code {}: {}\n", check.exit_code, printable(check.command));
    return text;
}

base::Result<int> run_evaluate(const GlobalOptions& global, const WorktreeOptions& options,
                               const app::Session& session) {
    const auto check = app::command_of_words(options.command);
    if (!check)
        return base::fail(check.error());
    const auto judged = app::evaluate_worktree(session, options.name, *check);
    if (!judged)
        return base::fail(judged.error());
    auto json = base::Json{{"schema", "mendel.verdict/1"},
                           {"verdict", model::name_of(judged->verdict.state)},
                           {"red_before", judged->red_before},
                           {"diff", judged->diff},
                           {"refusals", base::Json::array()}};
    for (const auto& refusal : judged->verdict.refusals)
        json["refusals"].push_back(model::to_json(refusal));
    std::cout << (global.json ? base::to_pretty_text(json)
                              : verdict_text(*judged, style_for(global, 1)));
    return judged->verdict.state == model::VerdictState::refused ? k_not_fixed : k_done;
}

base::Result<int> in_session(const GlobalOptions& global, const WorktreeOptions& options,
                             Action action) {
    const auto session = app::open_session(
        {.folder = global.repository, .config_file = global.config, .stop = global.stop});
    return session ? action(global, options, *session) : base::fail(session.error());
}

}  // namespace

void add_worktree_command(CLI::App& root, CommandBody& chosen) {
    const auto options = std::make_shared<WorktreeOptions>();
    auto* verb = root.add_subcommand("worktree", "Isolated checkouts for trying changes");
    verb->require_subcommand(1);
    verb->footer("Example: mendel worktree create try-1 && mendel worktree evaluate try-1 -- make");
    const auto add = [&](const char* name, const char* purpose, Action action) {
        auto* part = verb->add_subcommand(name, purpose);
        part->callback([&chosen, options, action] {
            chosen = [options, action](const GlobalOptions& global) {
                return in_session(global, *options, action);
            };
        });
        return part;
    };
    auto* create = add("create", "Make a worktree at a commit", run_create);
    create->add_option("name", options->name, "Its name")->required();
    create->add_option("--at", options->revision, "Commit, branch or tag; default HEAD");
    add("list", "Show the worktrees", run_list);
    auto* remove = add("remove", "Remove a worktree", run_remove);
    remove->add_option("name", options->name, "Its name")->required();
    remove->add_flag("--force", options->force, "Even with changes in it");
    auto* evaluate = add("evaluate", "Judge the changes in a worktree", run_evaluate);
    evaluate->add_option("name", options->name, "Its name")->required();
    evaluate->add_option("command", options->command, "The check, after --")
        ->required()
        ->type_name("-- COMMAND...");
}

}  // namespace mendel::cli
