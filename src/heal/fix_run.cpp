#include "heal/fix_run.hpp"

#include <algorithm>
#include <chrono>
#include <set>

#include <fmt/format.h>

#include "base/glob.hpp"
#include "base/text.hpp"
#include "heal/rungs/imports_workspace.hpp"

namespace mendel::heal {
namespace {

using Words = std::vector<std::string>;

bool is_pattern(const std::string& word) {
    return word.find_first_of("*?[") != std::string::npos && word.front() != '-';
}

/// Shell patterns as the files that they stand for; what matches none stays, the tool may know it.
Words expanded(const model::Round& round, const std::string& folder, const Words& arguments) {
    Words all;
    for (const auto& word : arguments) {
        if (word.empty() || !is_pattern(word)) {
            all.push_back(word);
            continue;
        }
        const auto before = all.size();
        const auto files = round.tree.files();
        const auto pattern = base::normal_path(folder.empty() ? word : folder + "/" + word);
        const bool is_plain = word.find('/') == std::string::npos;
        for (const auto& file : files ? *files : Words()) {
            const bool same_folder = !is_plain || folder_of(file) == folder;
            if (same_folder && base::glob_match(pattern, file))
                all.push_back(path_from(folder, file));
        }
        if (all.size() == before)
            all.push_back(word);
    }
    return all;
}

bool is_unresolved(const std::string& word) {
    return word.find_first_of("$`") != std::string::npos;
}

/// The arguments of the fix, on the files that it is meant for; empty where no file is known.
Words arguments_for(const model::Round& round, const code::Invocation& invocation,
                    const FixMode& mode) {
    auto arguments = fix_arguments(mode, invocation.arguments);
    const bool unresolved = std::any_of(arguments.begin(), arguments.end(), is_unresolved);
    Words files;
    for (const auto& file : files_touched(round, invocation.tool))
        files.push_back(path_from(invocation.directory, file));
    if (unresolved)
        arguments.erase(std::remove_if(arguments.begin(), arguments.end(), is_unresolved),
                        arguments.end());
    if (invocation.files_elsewhere || unresolved) {
        if (files.empty())
            return {};
        arguments.insert(arguments.end(), files.begin(), files.end());
        return arguments;
    }
    if (mode.narrow && !files.empty()) {
        arguments = with_files(mode, arguments, files);
        if (mode.tool == "eslint" &&
            !std::any_of(arguments.begin(), arguments.end(), [](const std::string& word) {
                return word.rfind("--max-warnings", 0) == 0;
            }))
            arguments.insert(arguments.begin(), "--quiet");  // errors alone: warnings are accepted
    }
    return expanded(round, invocation.directory, arguments);
}

/// The ways to start the tool, the most faithful first.
std::vector<code::Invocation> launches(const model::Round& round,
                                       const code::Invocation& invocation) {
    std::vector<code::Invocation> all;
    if (!invocation.virtual_environment.empty()) {
        auto own = invocation;
        own.launcher = {round.tree.root + "/" + invocation.virtual_environment + "/bin/" +
                        invocation.tool};
        all.push_back(std::move(own));
    }
    all.push_back(invocation);
    return all;
}

}  // namespace

std::vector<code::Invocation> tools_of(const model::Round& round) {
    return code::invocations_of(round.check,
                                [&](const std::string& path) -> std::optional<std::string> {
                                    auto text = round.tree.read(path);
                                    return text ? std::optional(std::move(*text)) : std::nullopt;
                                });
}

std::vector<std::string> files_touched(const model::Round& round, const std::string& tool) {
    const Workspace workspace(round);
    std::set<std::string> files;
    const auto add = [&](const model::Failure& failure) {
        for (const auto& place : failure.locations) {
            const auto path = workspace.relative(place.file);
            if (workspace.exists(path))
                files.insert(path);
        }
    };
    add(round.failure);
    for (const auto& failure : round.failures) {
        if (tool.empty() || failure.tool == tool || failure.tool == round.failure.tool)
            add(failure);
    }
    return {files.begin(), files.end()};
}

std::string path_from(const std::string& folder, const std::string& path) {
    if (folder.empty())
        return path;
    auto between = path_between(folder, path);
    return between.rfind("./", 0) == 0 ? between.substr(2) : between;
}

bool is_tool_missing(const model::RunResult& result, const std::string& tool) {
    if (result.missing || result.exit_code == 127)
        return true;
    if (result.exit_code == 0)
        return false;
    const auto text = result.output + result.error_output;
    auto module = base::replace_all(tool, "-", "_");
    for (const auto& sign :
         {"No module named " + module, "No module named '" + module + "'",
          std::string("could not determine executable to run"), std::string("npx canceled due to"),
          "Command \"" + tool + "\" not found", "no such command: `" + tool + "`",
          "'" + tool + "' is not installed", std::string("Failed to spawn: `" + tool + "`")}) {
        if (base::contains(text, sign))
            return true;
    }
    return false;
}

base::Result<FixResult> run_fixer(const model::Round& round, const model::Command& command,
                                  const std::string& tool, const std::vector<int>& ok,
                                  const model::Patch* on_top) {
    model::RunRequest request{.command = command,
                              .deadline = std::chrono::minutes(5),
                              .effects = model::Effects::capture,
                              .on_top = on_top};
    auto result = round.run(request);
    if (!result)
        return base::fail(result.error());
    FixResult fix;
    if (is_tool_missing(*result, tool)) {
        fix.missing_tool = tool;
        return fix;
    }
    const bool counts =
        ok.empty() || std::find(ok.begin(), ok.end(), result->exit_code) != ok.end();
    if (result->timed_out || !counts) {
        const auto lines = base::split_lines(base::trim(result->output));
        const auto last =
            lines.empty() ? std::string() : base::ellipsize(base::trim(lines.back()), 200);
        fix.note = result->timed_out
                       ? fmt::format("`{}` took too long", model::to_text(command))
                       : fmt::format("`{}` ended with {}: {}", model::to_text(command),
                                     result->exit_code, last);
        return fix;
    }
    fix.patch.base = round.tree.base;
    for (auto& change : result->changes.changes) {
        if (change.before && change.after)
            fix.patch.changes.push_back(std::move(change));
    }
    if (fix.patch.empty())
        fix.note = fmt::format("`{}` changed nothing", model::to_text(command));
    return fix;
}

base::Result<FixResult> run_fix(const model::Round& round, const code::Invocation& invocation,
                                const FixMode& mode, const model::Patch* on_top) {
    const auto arguments = arguments_for(round, invocation, mode);
    FixResult fix;
    if (arguments.empty() && invocation.files_elsewhere) {
        fix.note = fmt::format("the files that {} checks are not known", invocation.tool);
        return fix;
    }
    for (const auto& launch : launches(round, invocation)) {
        auto result = run_fixer(round, code::command_with(launch, arguments), invocation.tool,
                                mode.ok, on_top);
        if (!result)
            return result;
        fix = std::move(*result);
        if (fix.missing_tool.empty())
            break;
    }
    return fix;
}

}  // namespace mendel::heal
