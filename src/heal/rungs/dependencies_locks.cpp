#include <algorithm>

#include <fmt/format.h>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "heal/fix_run.hpp"
#include "heal/rungs/dependencies.hpp"

namespace mendel::heal {
namespace {

/// The folder of the nearest file of this name: beside a failing file, else where the tool runs.
std::string folder_with(const Workspace& workspace, const std::string& name,
                        const std::string& tool) {
    std::vector<std::string> starts;
    for (const auto& file : files_touched(workspace.round(), workspace.round().failure.tool))
        starts.push_back(folder_of(file));
    for (const auto& each : tools_of(workspace.round())) {
        if (each.tool == tool)
            starts.push_back(each.directory);
    }
    starts.emplace_back();
    for (auto folder : starts) {
        while (true) {
            if (workspace.exists(folder.empty() ? name : folder + "/" + name))
                return folder;
            if (folder.empty())
                break;
            folder = folder_of(folder);
        }
    }
    return {};
}

/// Runs each command until one changes one of the files named; only those changes count.
base::Result<model::Proposal> update(const Workspace& workspace,
                                     const std::vector<model::Command>& commands,
                                     const std::vector<std::string>& names,
                                     const std::string& summary) {
    model::Proposal proposal;
    for (const auto& command : commands) {
        auto result = workspace.round().run({.command = command,
                                             .deadline = std::chrono::minutes(5),
                                             .effects = model::Effects::capture});
        if (!result)
            return base::fail(result.error());
        const auto tool = model::argv_of(command).front();
        if (is_tool_missing(*result, tool)) {
            proposal.missing_tool = tool;
            continue;
        }
        model::Patch patch{.base = workspace.round().tree.base, .summary = summary};
        for (auto& change : result->changes.changes) {
            const bool wanted =
                std::find(names.begin(), names.end(), file_name_of(change.path)) != names.end();
            if (wanted && change.after)
                patch.changes.push_back(std::move(change));
        }
        if (result->exit_code == 0 && !patch.empty()) {
            proposal.missing_tool.clear();
            proposal.patches.push_back(std::move(patch));
            return proposal;
        }
        const auto lines = base::split_lines(base::trim(result->output));
        proposal.notes.push_back(
            fmt::format("`{}` {}: {}", model::to_text(command),
                        result->exit_code == 0 ? "changed nothing"
                                               : fmt::format("ended with {}", result->exit_code),
                        lines.empty() ? "" : base::ellipsize(lines.back(), 200)));
    }
    return proposal;
}

model::Command command_in(const std::string& folder, std::vector<std::string> words) {
    model::Command command{model::Argv{std::move(words)}};
    command.directory = folder;
    return command;
}

}  // namespace

base::Result<model::Proposal> go_dependencies(const model::Round& round) {
    static const base::Regex k_modules(
        R"((?i)missing go\.sum entry|replaced but not required|)"
        R"(no required module provides package|updates to go\.(mod|sum) needed|)"
        R"(go\.mod needs? (an )?update|to update it:\s*\n\s*go mod tidy|)"
        R"(is not in your go\.mod|go: inconsistent|go mod tidy|should be direct)");
    if (!k_modules.found_in(words_of(round.failure)))
        return model::Proposal{};
    const Workspace workspace(round);
    const auto folder = folder_with(workspace, "go.mod", "go");
    auto offline = command_in(folder, {"go", "mod", "tidy"});
    offline.environment["GOFLAGS"] = "-mod=mod";
    return update(workspace, {offline}, {"go.mod", "go.sum"}, "tidy go.mod and go.sum");
}

base::Result<model::Proposal> cargo_lock(const model::Round& round) {
    static const base::Regex k_locked(
        R"((?i)lock file .* needs to be updated but --(locked|frozen) was passed|)"
        R"(cannot (update|create) the lock file|because --(locked|frozen) was passed)");
    if (!k_locked.found_in(words_of(round.failure)))
        return model::Proposal{};
    const Workspace workspace(round);
    const auto folder = folder_with(workspace, "Cargo.toml", "cargo");
    return update(workspace,
                  {command_in(folder, {"cargo", "update", "--workspace", "--offline"}),
                   command_in(folder, {"cargo", "update", "--workspace"})},
                  {"Cargo.lock"}, "bring Cargo.lock into step with Cargo.toml");
}

}  // namespace mendel::heal
