#include "repair/node_suite.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/regex.hpp"
#include "code/invocation.hpp"
#include "code/language.hpp"
#include "repair/helper_run.hpp"
#include "repair/sources.hpp"

namespace mendel::repair {
namespace {

constexpr std::size_t k_most_files = 600;
constexpr std::array k_tools = {"node", "mocha", "jest",    "vitest",  "ava", "tap",
                                "tape", "tsx",   "ts-node", "jasmine", "uvu"};

bool is_node_tool(const std::string& tool) {
    return std::find(k_tools.begin(), k_tools.end(), tool) != k_tools.end();
}

/// Workers of the tool's own would hide which process ran what.
code::Invocation in_one_process(code::Invocation invocation) {
    if (invocation.tool == "jest")
        invocation.arguments.insert(invocation.arguments.begin(), "--runInBand");
    return invocation;
}

bool is_script(const std::string& path) {
    static const base::Regex k_pattern(R"(\.([cm]?jsx?|[cm]?tsx?)$)");
    static const base::Regex k_foreign(
        R"((^|/)(node_modules|dist|build|coverage|vendor|\.[^/]+)/|\.min\.js$|\.d\.[cm]?ts$)"
        R"(|(^|/)[^/]*\.config\.[cm]?[jt]s$|(^|/)\.[^/]*$)");
    return k_pattern.found_in(path) && !k_foreign.found_in(path);
}

}  // namespace

std::vector<model::Command> node_commands(const model::Round& round) {
    const auto read = [&](const std::string& path) -> std::optional<std::string> {
        auto text = round.tree.read(path);
        return text ? std::optional(std::move(*text)) : std::nullopt;
    };
    std::vector<model::Command> commands;
    bool speaks_of_node = false;
    for (const auto& invocation : code::invocations_of(round.check, read)) {
        speaks_of_node = speaks_of_node || invocation.tool == "npm" || invocation.tool == "yarn";
        if (!is_node_tool(invocation.tool))
            continue;
        const auto one = in_one_process(invocation);
        auto command = code::command_with(one, one.arguments);
        for (const auto& [name, value] : round.check.environment)
            command.environment.try_emplace(name, value);
        commands.push_back(std::move(command));
    }
    if (commands.empty() && speaks_of_node)
        commands.push_back(round.check);
    return commands;
}

model::Command node_helper(const model::Round& round, const model::Command& check,
                           const std::string& role) {
    auto command = check;
    command.body = model::Argv{
        {"node", round.tree.root + "/" + k_helper_folder + "/mendel_repair_node.cjs", role}};
    return command;
}

NodeFiles node_files(const model::Round& round) {
    NodeFiles found;
    const auto files = round.tree.files();
    if (!files)
        return found;
    for (const auto& path : *files)
        if (is_script(path))
            (code::is_test_file(path) ? found.tests : found.sources).push_back(path);
    for (auto* list : {&found.sources, &found.tests})
        list->resize(std::min(list->size(), k_most_files));
    return found;
}

}  // namespace mendel::repair
